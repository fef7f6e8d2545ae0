import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { type Abi, abiOf } from './abi.ts';

/** Handles are opaque: 8 bytes may not fit a JavaScript number. */
export type Handle = bigint;

/** The few calls of PC/SC that the bridge makes, all off the main thread. Each gives the return code, unsigned. */
export interface PcscLibrary {
  establishContext(): Promise<{ readonly result: number; readonly context: Handle }>;
  releaseContext(context: Handle): Promise<number>;
  listReaders(context: Handle): Promise<{ readonly result: number; readonly readers: readonly string[] }>;
  /** At once, without waiting. `events`: how often a card came or went in this reader; always 0 on macOS. */
  readerState(
    context: Handle,
    reader: string,
  ): Promise<{
    readonly result: number;
    readonly isPresent: boolean;
    readonly events: number;
    readonly atr: Uint8Array;
  }>;
  /** Exclusive, T=0 or T=1. */
  connect(
    context: Handle,
    reader: string,
  ): Promise<{ readonly result: number; readonly card: Handle; readonly protocol: number }>;
  beginTransaction(card: Handle): Promise<number>;
  transmit(
    card: Handle,
    protocol: number,
    apdu: Uint8Array,
  ): Promise<{ readonly result: number; readonly answer: Uint8Array }>;
  endTransaction(card: Handle): Promise<number>;
  /** Resets the card. */
  disconnect(card: Handle): Promise<number>;
}

const SCOPE_SYSTEM = 2;
const SHARE_EXCLUSIVE = 1;
const T0_OR_T1 = 3;
const RESET_CARD = 1;
const PRESENT = 0x20;
const READERS_BYTES_MAX = 4096;
/** Longest extended answer with what pcsclite reserves around it (MAX_BUFFER_SIZE_EXTENDED). */
const ANSWER_BYTES_MAX = 65_548;

/** @returns null where the library is not installed. */
export function loadLibrary(abi: Abi = abiOf()): PcscLibrary | null {
  try {
    return bindLibrary(koffi.load(abi.library), abi);
  } catch {
    return null;
  }
}

type Types = Parameters<typeof koffi.proto>[3];

/** koffi gives whatever it gives; return codes are signed on some systems and 8 bytes wide on others. */
const run = (call: ReturnType<LibraryHandle['func']>, ...parameters: readonly unknown[]): Promise<number> =>
  new Promise((resolve, reject) => {
    call.async(...parameters, (error: unknown, result: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(Number(BigInt.asUintN(32, BigInt(result as number | bigint))));
    });
  });

function bindLibrary(library: LibraryHandle, abi: Abi): PcscLibrary {
  const { dword, handle } = abi;
  const dwordOut = koffi.out(koffi.pointer(dword));
  const dwordInOut = koffi.inout(koffi.pointer(dword));
  const handleOut = koffi.out(koffi.pointer(handle));
  const state = readerStateType(abi);
  const ioRequest = koffi.struct({ dwProtocol: dword, cbPciLength: dword });
  const bind = (name: string, parameters: Types) => library.func('__stdcall', name, dword, parameters);
  const calls = {
    establish: bind('SCardEstablishContext', [dword, 'void *', 'void *', handleOut]),
    release: bind('SCardReleaseContext', [handle]),
    list: bind(`SCardListReaders${abi.suffix}`, [handle, 'void *', 'uint8_t *', dwordInOut]),
    status: bind(`SCardGetStatusChange${abi.suffix}`, [handle, dword, koffi.inout(koffi.pointer(state)), dword]),
    connect: bind(`SCardConnect${abi.suffix}`, [handle, 'str', dword, dword, handleOut, dwordOut]),
    begin: bind('SCardBeginTransaction', [handle]),
    transmit: bind('SCardTransmit', [
      handle,
      koffi.pointer(ioRequest),
      'uint8_t *',
      dword,
      'void *',
      'uint8_t *',
      dwordInOut,
    ]),
    end: bind('SCardEndTransaction', [handle, dword]),
    disconnect: bind('SCardDisconnect', [handle, dword]),
  };
  return {
    async establishContext() {
      const context = [0];
      const result = await run(calls.establish, SCOPE_SYSTEM, null, null, context);
      return { result, context: BigInt(context[0] ?? 0) };
    },
    releaseContext: (context) => run(calls.release, context),
    async listReaders(context) {
      const names = Buffer.alloc(READERS_BYTES_MAX);
      const length = [READERS_BYTES_MAX];
      const result = await run(calls.list, context, null, names, length);
      const text = names.toString('utf8', 0, Number(length[0]));
      return { result, readers: result === 0 ? text.split('\0').filter((name) => name !== '') : [] };
    },
    async readerState(context, reader) {
      const one = {
        szReader: reader,
        pvUserData: null,
        dwCurrentState: 0,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: new Uint8Array(abi.atrLength),
      };
      const result = await run(calls.status, context, 0, one, 1);
      const event = Number(one.dwEventState);
      const atr = Uint8Array.from(one.rgbAtr.slice(0, Math.min(Number(one.cbAtr), abi.atrLength)));
      return { result, isPresent: result === 0 && (event & PRESENT) !== 0, events: event >>> 16, atr };
    },
    async connect(context, reader) {
      const card = [0];
      const protocol = [0];
      const result = await run(calls.connect, context, reader, SHARE_EXCLUSIVE, T0_OR_T1, card, protocol);
      return { result, card: BigInt(card[0] ?? 0), protocol: Number(protocol[0]) };
    },
    beginTransaction: (card) => run(calls.begin, card),
    async transmit(card, protocol, apdu) {
      const answer = Buffer.alloc(ANSWER_BYTES_MAX);
      const length = [ANSWER_BYTES_MAX];
      const request = { dwProtocol: protocol, cbPciLength: koffi.sizeof(ioRequest) };
      const result = await run(calls.transmit, card, request, apdu, apdu.length, null, answer, length);
      return {
        result,
        answer: result === 0 ? Uint8Array.from(answer.subarray(0, Number(length[0]))) : new Uint8Array(),
      };
    },
    endTransaction: (card) => run(calls.end, card, 0),
    disconnect: (card) => run(calls.disconnect, card, RESET_CARD),
  };
}

/** SCARD_READERSTATE. Linux 80 bytes, Windows 64, macOS 61. */
export function readerStateType(abi: Abi): TypeObject {
  const members = {
    szReader: 'str',
    pvUserData: 'void *',
    dwCurrentState: abi.dword,
    dwEventState: abi.dword,
    cbAtr: abi.dword,
    rgbAtr: koffi.array('uint8_t', abi.atrLength, 'Typed'),
  };
  return abi.isPacked ? koffi.pack(members) : koffi.struct(members);
}
