import { connect, createServer, type Socket } from 'node:net';

/** A relay that keeps every byte of both ways. */
export interface Recorder {
  readonly port: number;
  readonly heard: Buffer[];
  /** Where it leads; connections before it is set are closed. */
  target: number;
  close(): Promise<void>;
}

export async function openRecorder(): Promise<Recorder> {
  const sockets = new Set<Socket>();
  const heard: Buffer[] = [];
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: recorder.target });
    // One stream of each connection and way: what is looked for may lie across two packets.
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      const chunks: Buffer[] = [];
      from.on('data', (chunk: Buffer) => chunks.push(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        heard.push(Buffer.concat(chunks));
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const recorder: Recorder = {
    port: (server.address() as { port: number }).port,
    heard,
    target: 1,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(
        [...sockets].map((socket) => {
          const gone = new Promise((resolve) => socket.once('close', resolve));
          socket.destroy();
          return gone;
        }),
      );
      await closed;
    },
  };
  return recorder;
}
