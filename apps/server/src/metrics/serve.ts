import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Metrics on a listener of their own, on loopback: they are for the operator's collector, not for the world. */
export const serveMetrics = (metrics: Metrics): Server =>
  createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
