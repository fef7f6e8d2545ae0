import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Stands between a virtual UKey and the reader that it is put into: each command is answered after that time, what the UKey itself needs included, and is remembered. */
export interface SlowCard {
  /** Where the sim puts the UKey. */
  readonly port: number;
  /** Commands since the last call, hex. */
  take(): string[];
  close(): void;
}

export async function openSlowCard(readerPort: number, delayMs: number): Promise<SlowCard> {
  const sockets = new Set<Socket>();
  let commands: string[] = [];
  const server = createServer((card) => {
    const reader = connect({ host: '127.0.0.1', port: readerPort });
    for (const socket of [card, reader]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        (socket === card ? reader : card).destroy();
      });
    }
    let due = 0;
    let answers: Promise<unknown> = Promise.resolve();
    card.on('data', (chunk: Buffer) => {
      answers = answers.then(() => wait(Math.max(0, due - performance.now()))).then(() => reader.write(chunk));
    });
    let rest = Buffer.alloc(0);
    reader.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const message = Buffer.from(rest.subarray(0, 2 + rest.readUInt16BE(0)));
        rest = rest.subarray(message.length);
        // One byte is a control of the reader.
        const isCommand = message.length > 3;
        if (isCommand) commands.push(message.subarray(2).toString('hex'));
        due = performance.now() + (isCommand ? delayMs : 0);
        card.write(message);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    take() {
      const taken = commands;
      commands = [];
      return taken;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
