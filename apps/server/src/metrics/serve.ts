import { createServer } from 'node:http';
import { listenAt } from '../listen.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
}

/**
 * Metrics, `/healthz` and `/readyz` on a listener of their own: they are for the operator's collector and balancer, not for the world.
 * @throws StartFault
 */
export async function serveMetrics(
  metrics: Pick<Metrics, 'registry'>,
  health: Health,
  { host, port }: MetricsPlace,
): Promise<{ close(): Promise<void> }> {
  const answers: Readonly<Record<string, () => Promise<{ status: number; type?: string; body?: string }>>> = {
    '/metrics': async () => ({
      status: 200,
      type: metrics.registry.contentType,
      body: await metrics.registry.metrics(),
    }),
    '/healthz': async () => ({ status: 200 }),
    '/readyz': async () => ({ status: (await health.isReady()) ? 200 : 503 }),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const answer = request.method === 'GET' && Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    answer().then(
      ({
        status,
        type = 'application/json',
        body = JSON.stringify({ status: status === 200 ? 'ok' : 'unavailable' }),
      }) => response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await listenAt(
    host,
    port,
    (at) =>
      new Promise<void>((done, fail) => {
        server.once('error', fail);
        server.listen(at, done);
      }),
  );
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
