import type { Transmit } from '@jiesuo/ceremony';
import type { Model } from '@jiesuo/models';
import type { PinOutcome } from '../ukey.ts';
import { type Head, send } from './iso.ts';
import { isoWords, outcomeOf } from './outcome.ts';

/** How a PIN stands in a command. */
export interface PinForm {
  /** Byte that fills it up to `width`; undefined: the bare PIN. */
  readonly filler: number | undefined;
  readonly width: number;
}

const NOTHING = Buffer.alloc(0);

/**
 * Sends PINs one behind the other; whatever becomes of it, the PINs given are wiped.
 * @returns `refused` without asking the card where one does not fit: a wrong length may cost a try on some cards. @throws {CardFault}
 */
export async function sendPins(
  transmit: Transmit,
  name: string,
  head: Head,
  form: PinForm,
  pins: readonly Buffer[],
): Promise<PinOutcome> {
  let data: Buffer = NOTHING;
  try {
    if (pins.some((pin) => pin.length === 0 || pin.length > form.width)) return 'refused';
    data = joined(pins, form);
    return outcomeOf(name, (await send(transmit, head, data)).sw, isoWords);
  } finally {
    data.fill(0);
    for (const pin of pins) pin.fill(0);
  }
}

/** Tries left of a user PIN by an empty VERIFY, which costs none; the maximum is the model's. Null where the card will not say. */
export async function triesByVerify(
  transmit: Transmit,
  reference: number,
  { tries }: Model,
): Promise<{ readonly left: number; readonly max: number } | null> {
  const { sw } = await send(transmit, [0x00, 0x20, 0x00, reference], NOTHING);
  const max = tries.user;
  if (max === null) return null;
  if (sw === '6983') return { left: 0, max };
  // Logged in: the right PIN has just filled the counter.
  if (sw === '9000') return { left: max, max };
  const left = sw.startsWith('63c') ? Number.parseInt(sw.slice(3), 16) : undefined;
  return left === undefined ? null : { left, max: Math.max(left, max) };
}

function joined(pins: readonly Buffer[], { filler, width }: PinForm): Buffer {
  const length = pins.reduce((sum, pin) => sum + (filler === undefined ? pin.length : width), 0);
  const data = Buffer.alloc(length, filler ?? 0);
  let at = 0;
  for (const pin of pins) {
    pin.copy(data, at);
    at += filler === undefined ? pin.length : width;
  }
  return data;
}
