import { textOf } from '../text.ts';
import { type Abi, readUlong } from './layout.ts';
import type { Structures } from './structures.ts';

/** CK_TOKEN_INFO, as far as the bridge needs it: all of it a claim. */
export interface TokenInfo {
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  /** False for a token that holds nothing yet. */
  readonly isInitialised: boolean;
  readonly user: PinState;
  readonly admin: PinState;
  readonly pinBytes: { readonly min: number; readonly max: number };
}
/** All that PKCS#11 tells of a counter. `final`: one wrong try locks it. */
export type PinState = 'fresh' | 'low' | 'final' | 'locked';

const TOKEN_INITIALIZED = 0x400n;
/** CKF_USER_PIN_COUNT_LOW and so on; CKF_SO_PIN_… are the same four bits further up. */
const USER = { low: 0x10000n, final: 0x20000n, locked: 0x40000n };
const SO_SHIFT = 4n;

export function tokenInfoOf(abi: Abi, { tokenInfo }: Structures, bytes: Buffer): TokenInfo {
  const { offset } = tokenInfo;
  const flags = readUlong(abi, bytes, offset.flags);
  return {
    label: textOf(bytes.subarray(offset.label, offset.manufacturer)),
    manufacturer: textOf(bytes.subarray(offset.manufacturer, offset.model)),
    model: textOf(bytes.subarray(offset.model, offset.serial)),
    serial: textOf(bytes.subarray(offset.serial, offset.flags)),
    isInitialised: (flags & TOKEN_INITIALIZED) !== 0n,
    user: pinState(flags),
    admin: pinState(flags >> SO_SHIFT),
    pinBytes: pinBytes(readUlong(abi, bytes, offset.pinBytesMin), readUlong(abi, bytes, offset.pinBytesMax)),
  };
}

function pinState(flags: bigint): PinState {
  if ((flags & USER.locked) !== 0n) return 'locked';
  if ((flags & USER.final) !== 0n) return 'final';
  return (flags & USER.low) !== 0n ? 'low' : 'fresh';
}

/** Modules that do not know write zeros or all ones: then any length may be tried. */
function pinBytes(min: bigint, max: bigint): TokenInfo['pinBytes'] {
  const isKnown = max > 0n && max <= 255n && min <= max;
  return isKnown ? { min: Number(min), max: Number(max) } : { min: 1, max: 255 };
}
