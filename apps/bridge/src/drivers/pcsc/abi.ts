/** Where PC/SC lies on this system, and how wide its numbers are there (measured on Linux; Windows and macOS by their headers). */
export interface Abi {
  readonly library: string;
  /** DWORD, LONG. Linux's pcsclite has them as `unsigned long` and `long`: 8 bytes. */
  readonly dword: 'uint32' | 'uint64';
  /** SCARDCONTEXT and SCARDHANDLE. */
  readonly handle: 'uint32' | 'uint64';
  /** Length of rgbAtr in SCARD_READERSTATE. */
  readonly atrLength: 33 | 36;
  /** SCARD_READERSTATE without padding. */
  readonly isPacked: boolean;
  /** Of the functions that take reader names: 'A' for their ANSI form. */
  readonly suffix: '' | 'A';
  /** Whether readers that come and go are told of by a reader named PnP. */
  readonly hasPnp: boolean;
}

const linux: Abi = {
  library: 'libpcsclite.so.1',
  dword: 'uint64',
  handle: 'uint64',
  atrLength: 33,
  isPacked: false,
  suffix: '',
  hasPnp: true,
};
const windows: Abi = {
  library: 'winscard.dll',
  dword: 'uint32',
  handle: 'uint64',
  atrLength: 36,
  isPacked: false,
  suffix: 'A',
  hasPnp: true,
};
const mac: Abi = {
  library: '/System/Library/Frameworks/PCSC.framework/PCSC',
  dword: 'uint32',
  handle: 'uint32',
  atrLength: 33,
  isPacked: true,
  suffix: '',
  hasPnp: false,
};

export function abiOf(platform: NodeJS.Platform = process.platform): Abi {
  if (platform === 'win32') return windows;
  return platform === 'darwin' ? mac : linux;
}
