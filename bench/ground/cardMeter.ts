import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between bridge and UKeys and sums how long the cards took: from a whole command to its whole answer. */
export interface CardMeter {
  /** Milliseconds since the last call of `take`. */
  take(): number;
  close(): void;
}

export async function openCardMeter(port: number, cardPort: number): Promise<CardMeter> {
  const meter = { ms: 0 };
  const sockets = new Set<Socket>();
  const server: Server = createServer((reader) =>
    carry(reader, connect({ host: '127.0.0.1', port: cardPort }), meter, sockets),
  );
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    take() {
      const { ms } = meter;
      meter.ms = 0;
      return ms;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function carry(reader: Socket, card: Socket, meter: { ms: number }, sockets: Set<Socket>): void {
  let askedAt: number | undefined;
  const asked = countMessages((length) => {
    // A message of one byte is control; only commands are the card's work.
    if (length > 1) askedAt = performance.now();
  });
  const answered = countMessages(() => {
    if (askedAt !== undefined) meter.ms += performance.now() - askedAt;
    askedAt = undefined;
  });
  for (const [from, to, count] of [
    [reader, card, asked],
    [card, reader, answered],
  ] as const) {
    from.setNoDelay(true);
    sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      count(chunk);
      to.write(chunk);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }
}

/** Calls `whole` with the length of each message (u16 big-endian, then that many bytes), however the stream is cut. */
function countMessages(whole: (length: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const length = rest.readUInt16BE(0);
      whole(length);
      rest = rest.subarray(2 + length);
    }
  };
}
