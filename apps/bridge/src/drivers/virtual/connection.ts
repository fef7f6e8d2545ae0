import { connect, type Socket } from 'node:net';
import { DriverFault } from '../driver.ts';
import { frame, takeMessage } from './framing.ts';

const POWER_ON = Uint8Array.of(1);
const RESET = Uint8Array.of(2);
const GET_ATR = Uint8Array.of(4);
const ANSWER_MS = 10_000;
const CONNECT_MS = 2_000;

/** One powered card behind a socket: the reader's side of vpcd's framing. */
export interface Connection {
  readonly atr: Uint8Array;
  readonly isClosed: boolean;
  /** Sends one APDU; one at a time. @throws {DriverFault} `removed` when it closes, `time_out` after 10 s, `fault` for no answer's shape. */
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  /** Log-in, challenge and open application are gone after this. */
  reset(): void;
  close(): void;
}

/** Nobody listens there. */
export class NobodyThere extends Error {
  override name = 'NobodyThere';
}

/**
 * Connects, powers the card on and asks its ATR.
 * @returns undefined when the other side closes at once: no card is free.
 * @throws {NobodyThere}
 */
export async function openConnection(port: number): Promise<Connection | undefined> {
  const socket = await dial(port);
  const wire = createWire(socket);
  try {
    socket.write(frame(POWER_ON));
    const atr = await wire.ask(GET_ATR);
    return {
      atr: Uint8Array.from(atr),
      get isClosed() {
        return wire.isClosed();
      },
      async exchange(apdu) {
        // One byte is a control to the other side, never an APDU.
        if (apdu.length < 4) throw new DriverFault('fault', 'an APDU has at least 4 bytes');
        const answer = await wire.ask(apdu);
        if (answer.length < 2) throw new DriverFault('fault', 'an answer has at least 2 bytes');
        return Uint8Array.from(answer);
      },
      reset() {
        if (!wire.isClosed()) socket.write(frame(RESET));
      },
      close: () => socket.destroy(),
    };
  } catch {
    socket.destroy();
    return undefined;
  }
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: CONNECT_MS });
    const fail = () => {
      socket.destroy();
      reject(new NobodyThere());
    };
    socket.once('error', fail);
    socket.once('timeout', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      socket.off('timeout', fail);
      socket.setTimeout(0);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

interface Waiting {
  readonly resolve: (message: Buffer) => void;
  readonly reject: (fault: DriverFault) => void;
}

/** Questions and answers, one at a time. */
function createWire(socket: Socket) {
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | undefined;
  let isClosed = false;

  const fail = (fault: DriverFault) => {
    isClosed = true;
    socket.destroy();
    waiting?.reject(fault);
    waiting = undefined;
  };
  // 'close' follows an error and is enough.
  socket.on('error', () => {});
  socket.on('end', () => fail(new DriverFault('removed')));
  socket.on('close', () => fail(new DriverFault('removed')));
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const taken = takeMessage(received);
    if (taken === undefined) return;
    // Speaking without being asked, or twice: the two sides no longer agree whose turn it is.
    if (waiting === undefined || taken.rest.length > 0) {
      fail(new DriverFault('fault', 'an answer nobody asked for'));
      return;
    }
    received = taken.rest;
    waiting.resolve(taken.message);
    waiting = undefined;
  });

  return {
    isClosed: () => isClosed,
    ask(message: Uint8Array): Promise<Buffer> {
      if (isClosed) return Promise.reject(new DriverFault('removed'));
      if (waiting !== undefined) return Promise.reject(new DriverFault('busy'));
      return new Promise<Buffer>((resolve, reject) => {
        const timer = setTimeout(() => fail(new DriverFault('time_out')), ANSWER_MS);
        const settle = () => clearTimeout(timer);
        waiting = {
          resolve: (answer) => {
            settle();
            resolve(answer);
          },
          reject: (fault) => {
            settle();
            reject(fault);
          },
        };
        socket.write(frame(message));
      });
    },
  };
}
