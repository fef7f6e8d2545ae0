import { connect, createServer, type Socket } from 'node:net';
import { createDeframer, frame } from '@jiesuo/card';

/** One command and its answer as they passed between bridge and UKey. */
export interface Passed {
  readonly command: Buffer;
  answer?: Buffer;
}
/** Told of each command before the UKey has it, and of its answer before the bridge has it. */
export type AtCommand = (command: Buffer, moment: 'before' | 'after') => Promise<void>;

/** Stands between bridge and UKeys and hears all that passes. */
export interface Tap {
  readonly port: number;
  /** Where the UKeys wait. */
  readonly cardPort: number;
  readonly passed: Passed[];
  meanwhile: AtCommand;
  close(): Promise<void>;
}

export async function openTap(cardPort: number): Promise<Tap> {
  const sockets = new Set<Socket>();
  const passed: Passed[] = [];
  const server = createServer((bridge) => {
    const card = connect({ host: '127.0.0.1', port: cardPort });
    for (const [one, other] of [
      [bridge, card],
      [card, bridge],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    let asked: Passed | undefined;
    relay(bridge, card, async (message) => {
      // One byte is a control of the reader, not a command.
      if (message.length === 1) return;
      asked = { command: message };
      passed.push(asked);
      await tap.meanwhile(message, 'before');
    });
    relay(card, bridge, async (message) => {
      const answered = asked;
      if (!answered) return;
      asked = undefined;
      answered.answer = message;
      await tap.meanwhile(answered.command, 'after');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tap: Tap = {
    port: (server.address() as { port: number }).port,
    cardPort,
    passed,
    meanwhile: async () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return tap;
}

/** Message by message, in order, each held until it was heard. */
function relay(from: Socket, to: Socket, hear: (message: Buffer) => Promise<void>): void {
  const deframe = createDeframer();
  let last: Promise<unknown> = Promise.resolve();
  from.on('data', (chunk: Buffer) => {
    for (const bytes of deframe(chunk)) {
      const message = Buffer.from(bytes);
      last = last.then(() => hear(message)).then(() => to.destroyed || to.write(frame(message)));
    }
  });
}

export const INS = { verify: 0x18, change: 0x16, unblock: 0x1a, sign: 0x74 } as const;
