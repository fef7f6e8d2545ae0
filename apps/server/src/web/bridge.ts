import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';

/** The bridge's window lives at `http://<fresh label>.localhost:<port>`: each opening is an origin of its own (docs/protocol.md). */
export const windowOrigin = (bridgePort: number): RegExp =>
  new RegExp(`^http://[a-z0-9]{16,40}\\.localhost:${bridgePort}$`);

/**
 * Lets the bridge's window, or the bridge itself, call one operation; its cookies are never looked at.
 * A caller without `Origin` is no browser page: the bridge dialling by itself. @throws Refusal `cross_site` for every other origin.
 */
export function admitBridge(request: FastifyRequest, reply: FastifyReply, windows: RegExp): void {
  const { origin } = request.headers;
  void reply.header('vary', 'Origin');
  if (origin === undefined && request.headers['sec-fetch-site'] === undefined) return;
  if (origin === undefined || !windows.test(origin)) throw new Refusal('cross_site');
  void reply.header('access-control-allow-origin', origin);
}

/** Answers the browser's question before a call from the window (Fetch §3.2.2; Private Network Access). */
export function registerPreflight(app: FastifyInstance, url: string, windows: RegExp): void {
  app.options(url, (request, reply) => {
    admitBridge(request, reply, windows);
    void reply.header('access-control-allow-methods', 'POST').header('access-control-allow-headers', 'content-type');
    if (request.headers['access-control-request-private-network'] === 'true')
      void reply.header('access-control-allow-private-network', 'true');
    return reply.code(204).send();
  });
}
