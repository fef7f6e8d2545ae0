import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import { isAllowed } from '../staff/policy.ts';
import { type Story, tellIn } from '../traces/story.ts';
import { isTraceparent } from '../traces/traces.ts';

declare module 'fastify' {
  interface FastifyRequest {
    story: Story | undefined;
  }
}

/** As a proxy may write it: our own ids, nginx's `$request_id`, others of plain letters. Anything longer or stranger is no id. */
const idShape = /^[A-Za-z0-9-]{16,64}$/;

/** The id of a request: from a proxy that is trusted, else made here. A stranger's would let him write into other people's stories. */
export function idOf(isTrusted: (address: string | undefined) => boolean) {
  return (raw: IncomingMessage): string => {
    if (!isTrusted(raw.socket.remoteAddress)) return uuid();
    const given = raw.headers['x-request-id'];
    if (typeof given === 'string' && idShape.test(given)) return given;
    const { traceparent } = raw.headers;
    return isTraceparent(traceparent) ? traceparent.slice(3, 35) : uuid();
  };
}

/** Whether an address is one of TRUST_PROXY's: addresses, networks, or `loopback`. Nobody's without the setting. */
export function trustOf(trustProxy: readonly string[] | boolean): (address: string | undefined) => boolean {
  const trusted = (typeof trustProxy === 'boolean' ? [] : trustProxy)
    .flatMap((one) => (one === 'loopback' ? ['127.0.0.0/8', '::1'] : [one]))
    .filter((one) => isIP(one.split('/')[0] ?? '') !== 0);
  // An empty list of the console's allows everybody; here it trusts nobody.
  return (address = '') => trusted.length > 0 && isAllowed(trusted, address);
}

/** Everything that a request leads to is told in its story, to its last line and job. First of all hooks. */
export function registerStories(app: FastifyInstance, ctx: Pick<Context, 'config' | 'traces'>, side: string): void {
  const isTrusted = trustOf(ctx.config.trustProxy);
  app.decorateRequest('story', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    const span = begin(request);
    request.story = { id: request.id, span };
    tellIn(request.story, done);
  });
  // A body arrives in the socket's own context: from here on it is the request's again.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.story) tellIn(request.story, done);
    else done();
  });
  app.addHook('onResponse', async (request, reply) => {
    const { refusal } = request;
    request.story?.span?.end(refusal?.code ?? 'ok', {
      isFault: reply.statusCode >= 500,
      attributes: { 'http.response.status_code': reply.statusCode },
    });
  });

  /** Pages and health checks are not traced: they do nothing. */
  function begin(request: FastifyRequest) {
    const { operation } = request.routeOptions.config;
    const isNotice = request.method === 'POST' && operation === undefined && !request.is404;
    if (!operation && !isNotice) return undefined;
    const { traceparent } = request.headers;
    const above = isTrusted(request.raw.socket.remoteAddress) && isTraceparent(traceparent) ? traceparent : undefined;
    return ctx.traces.begin(operation?.name ?? 'notification', { side, 'request.id': request.id }, above);
  }
}
