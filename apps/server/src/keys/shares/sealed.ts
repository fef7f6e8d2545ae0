import { createServer, type Server } from 'node:http';
import type { Config } from '../../config.ts';
import { listenAt } from '../../listen.ts';
import type { OpenWrap } from '../root/wraps.ts';
import { createGathering, type Unsealed } from './gather.ts';
import { listenForShares } from './socket.ts';

/** What a sealed server answers everywhere: that it lives and that it is sealed. Nothing of a request is read. */
const answers: Readonly<Record<string, { readonly status: number; readonly word: string }>> = {
  '/healthz': { status: 200, word: 'ok' },
  '/readyz': { status: 503, word: 'sealed' },
};
const elsewhere = { status: 503, word: 'sealed' };
const retrySeconds = 30;

/**
 * Waits for custodians: health on the usual ports, shares through a socket in the data directory, nothing else.
 * @returns once enough shares came. @throws {StartFault} when it cannot listen; the signal's reason when the server is to end.
 */
export async function waitSealed(
  config: Config,
  wraps: readonly OpenWrap[],
  { clock, signal, onSealed }: { clock: () => Date; signal: AbortSignal; onSealed: () => void },
): Promise<Unsealed> {
  const opened = Promise.withResolvers<Unsealed>();
  const stop = () => opened.reject(signal.reason);
  // It may come while nobody waits yet.
  opened.promise.catch(() => undefined);
  signal.addEventListener('abort', stop);
  const gathering = createGathering({ wraps, clock, onOpen: opened.resolve });
  const servers: Server[] = [];
  let socket: { close(): void } | undefined;
  try {
    signal.throwIfAborted();
    const { host, portal, console: staff, api, metrics } = { ...config };
    const places = [portal, staff, api].map(({ port }) => ({ host, port }));
    for (const place of [...places, metrics]) {
      if (place.port === undefined) continue;
      const server = makeServer();
      servers.push(server);
      await listenAt(place.host, place.port, (at) => listen(server, at));
    }
    socket = await listenForShares(config.dataDir, gathering);
    onSealed();
    return await opened.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    gathering.drop();
    socket?.close();
    await Promise.all(servers.map(end));
  }
}

const makeServer = (): Server =>
  createServer((request, response) => {
    const path = request.url ?? '';
    const { status, word } = (Object.hasOwn(answers, path) ? answers[path] : undefined) ?? elsewhere;
    response
      .writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        connection: 'close',
        ...(status === 503 ? { 'retry-after': String(retrySeconds) } : {}),
      })
      .end(JSON.stringify({ status: word }));
  });

const listen = (server: Server, at: { host: string; port: number }) =>
  new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(at, done);
  });

const end = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
