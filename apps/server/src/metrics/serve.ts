import { createServer } from 'node:http';
import { listenAt } from '../listen.ts';
import type { Metrics } from './metrics.ts';

/** Metrics on a listener of their own, on loopback: they are for the operator's collector, not for the world. @throws StartFault */
export async function serveMetrics(metrics: Metrics, port: number): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await listenAt(
    '127.0.0.1',
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
