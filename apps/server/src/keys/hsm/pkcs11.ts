import koffi, { type LibraryHandle } from 'koffi';
import { HsmFault } from './words.ts';

/*
 * As much of PKCS#11 2.40 as wrapping one key takes, with CK_ULONG of 8 bytes (64-bit Linux and macOS). The calls block:
 * they are made in a process of its own.
 */

/** Place in CK_FUNCTION_LIST and parameters: u a CK_ULONG, p a pointer, b a byte. Nothing here deletes anything. */
const functions = {
  Initialize: [0, 'p'],
  GetSlotList: [4, 'bpp'],
  GetTokenInfo: [6, 'up'],
  OpenSession: [12, 'uuppp'],
  Login: [18, 'uupu'],
  GetAttributeValue: [24, 'uupu'],
  FindObjectsInit: [26, 'upu'],
  FindObjects: [27, 'upup'],
  FindObjectsFinal: [28, 'u'],
  EncryptInit: [29, 'upu'],
  Encrypt: [30, 'upupp'],
  DecryptInit: [33, 'upu'],
  Decrypt: [34, 'upupp'],
  GenerateKey: [58, 'uppup'],
} as const satisfies Record<string, readonly [number, string]>;
export type Name = keyof typeof functions;

type Value = bigint | number | Buffer | null;
/** @returns the CK_RV. */
export type Call = (name: Name, ...values: readonly Value[]) => number;

const functionCount = 68;
const types: Record<string, string> = { u: 'uint64', p: 'void *', b: 'uint8' };

/** @throws {HsmFault} `away` when it is no library of PKCS#11. */
export function bind(path: string): Call {
  const table = functionList(path);
  const bound = new Map<Name, (...values: readonly Value[]) => unknown>();
  return (name, ...values) => {
    const known = bound.get(name);
    if (known) return Number(known(...values));
    const [index, parameters] = functions[name];
    const proto = koffi.proto(
      'uint64',
      Array.from(parameters, (one) => types[one] ?? ''),
    );
    const made = koffi.decode(table.readBigUInt64LE(8 + index * 8), proto) as (...values: readonly Value[]) => unknown;
    bound.set(name, made);
    return Number(made(...values));
  };
}

/** A copy of CK_FUNCTION_LIST: the version, padded to 8 bytes, then the functions. */
function functionList(path: string): Buffer {
  let library: LibraryHandle;
  try {
    library = koffi.load(path);
  } catch {
    throw new HsmFault('away', 'VAULT_HSM_MODULE');
  }
  const out = Buffer.alloc(8);
  const getFunctionList = library.func('C_GetFunctionList', 'uint64', ['void *']);
  must('GetFunctionList', Number(getFunctionList(out)));
  const size = 8 + functionCount * 8;
  return Buffer.from(koffi.decode(out.readBigUInt64LE(), koffi.array('uint8', size, 'Typed')) as Uint8Array);
}

/** @throws {HsmFault} for any CK_RV but CKR_OK. */
export function must(name: string, result: number, kind: 'away' | 'key' | 'changed' = 'away'): void {
  if (result !== 0) throw new HsmFault(kind, `C_${name} 0x${result.toString(16)}`);
}

export const ulong = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

export type Attribute = readonly [type: number, value: Buffer];

/** CK_ATTRIBUTE or CK_MECHANISM structures with their values behind them, in one piece of memory. */
export function typed(items: readonly Attribute[]): Buffer {
  const head = items.length * 24;
  const bytes = Buffer.alloc(items.reduce((sum, [, value]) => sum + value.length, head));
  let behind = head;
  items.forEach(([type, value], at) => {
    bytes.writeBigUInt64LE(BigInt(type), at * 24);
    bytes.writeBigUInt64LE(value.length > 0 ? koffi.address(bytes) + BigInt(behind) : 0n, at * 24 + 8);
    bytes.writeBigUInt64LE(BigInt(value.length), at * 24 + 16);
    behind += value.copy(bytes, behind);
  });
  return bytes;
}

/** CK_MECHANISM with CK_GCM_PARAMS of a 16-byte tag. What it points to must live as long as it does: both stand in `keep`. */
export function gcm(
  mechanism: number,
  iv: Buffer,
  place: Buffer,
): { readonly mechanism: Buffer; readonly keep: readonly Buffer[] } {
  const parameters = Buffer.concat([
    ulong(koffi.address(iv)),
    ulong(iv.length),
    ulong(iv.length * 8),
    ulong(koffi.address(place)),
    ulong(place.length),
    ulong(128),
  ]);
  return { mechanism: typed([[mechanism, parameters]]), keep: [iv, place] };
}
