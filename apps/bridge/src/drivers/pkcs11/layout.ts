/** How this system's PKCS#11 modules lay out their structures (measured on Linux; Windows by OASIS PKCS#11 2.40, 2.1: packed to one byte, 4-byte CK_ULONG). */
export interface Abi {
  readonly ulongBytes: 4 | 8;
  readonly pointerBytes: 4 | 8;
  readonly isPacked: boolean;
}

export function abiOf(platform: NodeJS.Platform = process.platform, arch: string = process.arch): Abi {
  const pointerBytes = arch === 'ia32' || arch === 'arm' ? 4 : 8;
  // unsigned long is as wide as a pointer everywhere but on 64-bit Windows.
  return platform === 'win32'
    ? { ulongBytes: 4, pointerBytes, isPacked: true }
    : { ulongBytes: pointerBytes, pointerBytes, isPacked: false };
}

/** A number: that many bytes as they come. */
export type Field = 'ulong' | 'pointer' | number;
/** Of one C structure: where each member begins and how many bytes the whole takes. */
export interface Layout<Name extends string> {
  readonly size: number;
  readonly offset: Readonly<Record<Name, number>>;
}

export function layOut<Name extends string>(abi: Abi, fields: Readonly<Record<Name, Field>>): Layout<Name> {
  const offset = {} as Record<Name, number>;
  let end = 0;
  let widest = 1;
  for (const name of Object.keys(fields) as Name[]) {
    const field: Field = fields[name];
    const size = field === 'ulong' ? abi.ulongBytes : field === 'pointer' ? abi.pointerBytes : field;
    const alignment = typeof field === 'number' || abi.isPacked ? 1 : size;
    widest = Math.max(widest, alignment);
    offset[name] = roundUp(end, alignment);
    end = offset[name] + size;
  }
  return { size: roundUp(end, widest), offset };
}

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

/** CK_ULONG at an offset. Whole: handles may use all 64 bits. */
export const readUlong = (abi: Abi, bytes: Buffer, offset = 0): bigint =>
  abi.ulongBytes === 8 ? bytes.readBigUInt64LE(offset) : BigInt(bytes.readUInt32LE(offset));

export function writeUlong(abi: Abi, bytes: Buffer, value: bigint | number, offset = 0): void {
  if (abi.ulongBytes === 8) bytes.writeBigUInt64LE(BigInt(value), offset);
  else bytes.writeUInt32LE(Number(value), offset);
}

export function writePointer(abi: Abi, bytes: Buffer, value: bigint, offset: number): void {
  if (abi.pointerBytes === 8) bytes.writeBigUInt64LE(value, offset);
  else bytes.writeUInt32LE(Number(value), offset);
}
