import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody's back office on this machine: keeps what arrives, and answers as it is told. */
export async function openReceiver() {
  const received: Received[] = [];
  const state: { answer: number; location?: string; isSilent?: boolean } = { answer: 204 };
  const server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      if (state.isSilent) return;
      reply
        .writeHead(state.answer, state.location === undefined ? {} : { location: state.location })
        .end('x'.repeat(10));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    events: () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
