import { type Abi, type Field, type Layout, layOut } from './layout.ts';

/** How many functions CK_FUNCTION_LIST of version 2 has; version 3 modules still give this list. */
const FUNCTIONS = 68;

const tokenInfo = {
  label: 32,
  manufacturer: 32,
  model: 16,
  serial: 16,
  flags: 'ulong',
  sessionsMax: 'ulong',
  sessions: 'ulong',
  writeSessionsMax: 'ulong',
  writeSessions: 'ulong',
  pinBytesMax: 'ulong',
  pinBytesMin: 'ulong',
  publicTotal: 'ulong',
  publicFree: 'ulong',
  privateTotal: 'ulong',
  privateFree: 'ulong',
  hardwareVersion: 2,
  firmwareVersion: 2,
  time: 16,
} as const satisfies Record<string, Field>;

const slotInfo = {
  description: 64,
  manufacturer: 32,
  flags: 'ulong',
  hardwareVersion: 2,
  firmwareVersion: 2,
} as const satisfies Record<string, Field>;

/** CK_ATTRIBUTE and CK_MECHANISM have the same shape: a number, and bytes with their length. */
const typed = { type: 'ulong', value: 'pointer', length: 'ulong' } as const satisfies Record<string, Field>;

const initializeArguments = {
  createMutex: 'pointer',
  destroyMutex: 'pointer',
  lockMutex: 'pointer',
  unlockMutex: 'pointer',
  flags: 'ulong',
  reserved: 'pointer',
} as const satisfies Record<string, Field>;

/** The structures of OASIS PKCS#11 2.40 that the bridge reads or writes, on one system. */
export interface Structures {
  readonly tokenInfo: Layout<keyof typeof tokenInfo>;
  readonly slotInfo: Layout<keyof typeof slotInfo>;
  readonly typed: Layout<keyof typeof typed>;
  readonly initializeArguments: Layout<keyof typeof initializeArguments>;
  /** `first`: the pointer to C_Initialize, after the two bytes of the version. */
  readonly functionList: { readonly first: number; readonly size: number };
}

export function structuresOf(abi: Abi): Structures {
  const head = layOut(abi, { version: 2, first: 'pointer' });
  return {
    tokenInfo: layOut(abi, tokenInfo),
    slotInfo: layOut(abi, slotInfo),
    typed: layOut(abi, typed),
    initializeArguments: layOut(abi, initializeArguments),
    functionList: { first: head.offset.first, size: head.offset.first + FUNCTIONS * abi.pointerBytes },
  };
}
