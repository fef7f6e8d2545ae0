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
    /** The whole event state: what `statusChange` compares with. */
    readonly state: number;
    readonly atr: Uint8Array;
  }>;
  /** Waits until one of these readers no longer has that state, or a reader comes or goes. Gives `timeOut` after `waitMs`. */
  statusChange(context: Handle, states: ReadonlyMap<string, number>, waitMs: number): Promise<number>;
  /** Ends a `statusChange` that waits in this context. */
  cancel(context: Handle): Promise<number>;
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
/** SCARD_STATE_CHANGED: set by the service, never part of what we know. */
const CHANGED = 0x02;
/** A reader of this name changes when readers come and go; its upper half counts them. */
const PNP_READER = '\\\\?PnP?\\Notification';
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
    cancel: bind('SCardCancel', [handle]),
    list: bind(`SCardListReaders${abi.suffix}`, [handle, 'void *', 'uint8_t *', dwordInOut]),
    status: bind(`SCardGetStatusChange${abi.suffix}`, [handle, dword, koffi.inout(koffi.pointer(state)), dword]),
    statuses: bind(`SCardGetStatusChange${abi.suffix}`, [handle, dword, koffi.inout(koffi.pointer(state)), dword]),
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
  const stateOf = (reader: string, known: number) => ({
    szReader: reader,
    pvUserData: null,
    dwCurrentState: known,
    dwEventState: 0,
    cbAtr: 0,
    rgbAtr: new Uint8Array(abi.atrLength),
  });
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
      const one = stateOf(reader, 0);
      const result = await run(calls.status, context, 0, one, 1);
      const event = Number(one.dwEventState);
      const atr = Uint8Array.from(one.rgbAtr.slice(0, Math.min(Number(one.cbAtr), abi.atrLength)));
      return { result, isPresent: result === 0 && (event & PRESENT) !== 0, events: event >>> 16, state: event, atr };
    },
    async statusChange(context, states, waitMs) {
      const known = [...states].map(([reader, state]) => stateOf(reader, state & ~CHANGED));
      // The count of readers that the service will compare with; where it has no such reader the round simply runs out.
      const all = abi.hasPnp ? [...known, stateOf(PNP_READER, states.size << 16)] : known;
      return run(calls.statuses, context, Math.ceil(waitMs), all, all.length);
    },
    cancel: (context) => run(calls.cancel, context),
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
