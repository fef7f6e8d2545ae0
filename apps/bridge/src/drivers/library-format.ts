/** Machine numbers by Node's name of the architecture. ELF: e_machine; PE: Machine; Mach-O: cputype. */
const MACHINES: Readonly<Record<string, { readonly elf: number; readonly pe: number; readonly macho: number }>> = {
  x64: { elf: 62, pe: 0x8664, macho: 0x01000007 },
  arm64: { elf: 183, pe: 0xaa64, macho: 0x0100000c },
  ia32: { elf: 3, pe: 0x014c, macho: 7 },
  loong64: { elf: 258, pe: 0x6264, macho: -1 },
};

const ELF = 0x7f454c46;
const MZ = 0x4d5a;
const PE = 0x50450000;
const MACHO = { little32: 0xcefaedfe, little64: 0xcffaedfe, fat: 0xcafebabe };
/** A Java class file begins with the same four bytes as a fat Mach-O, then with a version that is above this. */
const FAT_PARTS_MAX = 16;

/** Whether these bytes are a library for processes such as this one: 32-bit code does not load into a 64-bit process. */
export function isOfThisMachine(bytes: Buffer, arch: string = process.arch): boolean {
  const machine = MACHINES[arch];
  // Node runs on a machine that this table does not know: the system's loader will judge.
  if (machine === undefined) return true;
  if (bytes.length < 64) return false;
  const magic = bytes.readUInt32BE(0);
  if (magic === ELF) return (bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18)) === machine.elf;
  if (magic >>> 16 === MZ) return isPeFor(bytes, machine.pe);
  if (magic === MACHO.little32 || magic === MACHO.little64) return bytes.readUInt32LE(4) === machine.macho;
  return magic === MACHO.fat && isFatFor(bytes, machine.macho);
}

function isPeFor(bytes: Buffer, machine: number): boolean {
  const header = bytes.readUInt32LE(0x3c);
  if (header + 6 > bytes.length || bytes.readUInt32BE(header) !== PE) return false;
  return bytes.readUInt16LE(header + 4) === machine;
}

function isFatFor(bytes: Buffer, machine: number): boolean {
  const parts = bytes.readUInt32BE(4);
  if (parts > FAT_PARTS_MAX) return false;
  for (let part = 0; part < parts; part += 1) {
    const at = 8 + part * 20;
    if (at + 20 <= bytes.length && bytes.readUInt32BE(at) === machine) return true;
  }
  return false;
}
