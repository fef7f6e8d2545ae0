import Fastify, { type FastifyInstance } from 'fastify';
import { cashierRoutes } from './cashier/routes.ts';
import { type PageParts, pageRoutes } from './pages/routes.ts';
import { phoneRoutes } from './phone/routes.ts';
import { answerErrors, SimRefusal } from './refusal.ts';
import { staffLogIns } from './staff/codes.ts';
import { ukeyRoutes } from './ukeys/routes.ts';

const maxBodyBytes = 64 * 1024;
const hosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The sim's HTTP side. It is a development tool full of secrets, so only this computer's own pages and programs may speak to it. */
export function buildApp(parts: PageParts & { smsKey: string }): FastifyInstance {
  const app = Fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: true });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    // A name that some other site points at 127.0.0.1 must not reach the codes (DNS rebinding).
    if (!hosts.has(request.hostname)) throw new SimRefusal(421, 'host_refused');
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.host}`) throw new SimRefusal(403, 'cross_site');
  });
  answerErrors(app);
  app.register(phoneRoutes, { inbox: parts.inbox, key: parts.smsKey });
  app.register(ukeyRoutes, { table: parts.table });
  parts.gateways.routes(app);
  app.register(cashierRoutes, parts.gateways);
  app.register(pageRoutes, parts);
  app.get('/staff/list', async () => staffLogIns(parts.world, new Date()));
  return app;
}
