import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePorts } from '../../world.ts';

/** How a network fails: connections end, or nothing comes through and nobody is told. */
export type Cut = 'broken' | 'silent';

/** A piece of network between two programs, that can be cut. */
export interface Wire {
  readonly port: number;
  cut(how: Cut): void;
  mend(): void;
  close(): void;
}

/** @param to a port of this machine */
export async function openWire(to: number): Promise<Wire> {
  const [port = 0] = await freePorts(1);
  const ends = new Set<Socket>();
  let state: Cut | 'whole' = 'whole';
  const server = createServer((near) => {
    if (state === 'broken') return void near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        ends.delete(one);
        // A connection that ends behind a silent wire is not told either.
        if (state !== 'silent') other.destroy();
      });
      one.on('data', (chunk) => {
        if (state === 'whole') other.write(chunk);
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const endAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    port,
    cut(how) {
      state = how;
      if (how === 'broken') endAll();
    },
    // What was swallowed is lost: no connection goes on with a hole in it.
    mend() {
      const wasCut = state !== 'whole';
      state = 'whole';
      if (wasCut) endAll();
    },
    close() {
      endAll();
      server.close();
    },
  };
}
