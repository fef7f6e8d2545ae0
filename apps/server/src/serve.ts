import cookie from '@fastify/cookie';
import type { Operations } from '@jiesuo/contract';
import { console as consoleContract } from '@jiesuo/contract/console';
import { integrator as integratorContract } from '@jiesuo/contract/integrator';
import { portal as portalContract } from '@jiesuo/contract/portal';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Context } from './context.ts';
import { handlers as allHandlers } from './handlers.ts';
import { createHealth, type Health } from './metrics/health.ts';
import type { Handler } from './operation.ts';
import { Refusal } from './refusal.ts';
import { registerReceipts } from './sms/receiptRoute.ts';
import { createKeyDoor } from './web/bearer.ts';
import { cookieName } from './web/cookie.ts';
import { createCounts } from './web/counts.ts';
import { registerDownloads } from './web/downloads.ts';
import { registerHeaders } from './web/headers.ts';
import { registerBodies } from './web/input.ts';
import { languageOf } from './web/language.ts';
import { registerNotifications } from './web/notifications.ts';
import { openApiOf } from './web/openapi.ts';
import { distOf, isPageRequest, registerPages, sendPage } from './web/pages.ts';
import { createRate, isLoopback } from './web/rate.ts';
import { bodyOf, isDeclared, refusalOf, statusOf } from './web/refuse.ts';
import { registerOperation, type Side } from './web/route.ts';
import { idOf, registerStories, trustOf } from './web/story.ts';

export interface ServeOptions {
  /** Tests give their own, and throw; in service an act without a leaf is logged. */
  readonly onLeafless?: (operation: string) => void;
  /** An operation refused with a word that its contract does not name: clients were not told of it. Logged in service. */
  readonly onUndeclared?: (operation: string, code: string) => void;
  readonly dist?: string;
  readonly handlers?: readonly Handler[];
  /** Whether the server wants requests; asked by whom sends them. */
  readonly health?: Health;
}

const contracts: Record<Side['name'], Operations> = {
  portal: portalContract,
  console: consoleContract,
  api: integratorContract,
};

/** Of one address: gateways send from few, and many at once. */
const notificationsPerMinute = 6_000;

/** Of one address, before its keys are looked at: programs call from few. A key's own share is smaller. */
const programsPerMinute = 6_000;

/** Requests end in this time, uploads of a slow line included. */
const requestSecondsMost = 60;

/**
 * One side of the product as a Fastify app, not yet listening: its operations under `/api/`, its pages everywhere else, `/healthz`, `/readyz`.
 * The side of programs (`api`) has neither pages nor cookies.
 * Each side answers only its own entry of the contract.
 */
export async function createSide(
  ctx: Context,
  name: Side['name'],
  options: ServeOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: ctx.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: idOf(trustOf(ctx.config.trustProxy)),
    trustProxy: ctx.config.trustProxy,
    exposeHeadRoutes: false,
    requestTimeout: requestSecondsMost * 1000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void refuse(request, reply, error),
  });
  const { origin } = ctx.config[name];
  const counts = createCounts(ctx);
  const side: Side = {
    ctx,
    name,
    origin,
    isSecure: origin.startsWith('https://'),
    ...(name === 'api' ? { keyDoor: createKeyDoor(ctx, counts) } : {}),
    onLeafless: options.onLeafless ?? ((operation) => ctx.log.error({ operation }, 'an act left no audit leaf')),
  };
  const dist = name === 'api' ? undefined : (options.dist ?? distOf(name));

  app.decorateRequest('who');
  app.decorateRequest('refusal', undefined);
  const onUndeclared =
    options.onUndeclared ??
    ((operation, code) => ctx.log.error({ operation, code }, 'a refusal is not in the contract'));
  app.setErrorHandler((error, request, reply) => {
    const sent = refuse(request, reply, error);
    const { operation } = request.routeOptions?.config ?? {};
    const code = request.refusal?.code;
    if (operation && code && !isDeclared(operation, code)) onUndeclared(operation.name, code);
    return sent;
  });
  app.setNotFoundHandler((request, reply) => {
    if (dist === undefined || request.url.startsWith('/api') || !isPageRequest(request)) throw new Refusal('not_found');
    return sendPage(reply, dist);
  });
  const isOwn = (address: string) => !ctx.config.isProduction && isLoopback(address);
  const perMinute = name === 'api' ? programsPerMinute : ctx.config.requestsPerMinute;
  const rate = createRate({ name, perMinute, isExempt: isOwn, counts });
  registerStories(app, ctx, name);
  app.addHook('onRequest', async (request) => {
    request.who = { kind: 'anyone' };
    (request.routeOptions.config.rate ?? rate).count(request.ip, ctx.clock());
  });
  app.addHook('onResponse', async (request, reply) => answered(side, request, reply));

  registerBodies(app);
  await registerHeaders(app, side.isSecure);
  if (name !== 'api') await app.register(cookie);
  registerOperations(app, side, options.handlers ?? allHandlers);
  registerHealth(app, options.health ?? createHealth(ctx, () => true));
  if (name === 'portal') {
    await registerDownloads(app, ctx.config.bridgeDownloads);
    await registerReceipts(app, ctx, counts);
    await registerNotifications(
      app,
      ctx,
      createRate({ name: 'notifications', perMinute: notificationsPerMinute, isExempt: isOwn, counts }),
    );
  }
  if (dist !== undefined) await registerPages(app, dist);
  return app;
}

function registerOperations(app: FastifyInstance, side: Side, handlers: readonly Handler[]): void {
  const contract = contracts[side.name];
  for (const operation of Object.values(contract)) {
    const handler = handlers.find((h) => h.name === operation.name);
    if (handler) registerOperation(app, side, operation, handler);
  }
  let document: unknown;
  app.get('/api/openapi.json', () => {
    const credential = side.name === 'api' ? 'bearer' : { cookie: cookieName(side.name, side.isSecure) };
    document ??= openApiOf(contract, { title: `Jiesuo ${side.name}`, origin: side.origin, credential });
    return document;
  });
}

/** `/healthz`: the process answers. `/readyz`: this node wants requests. Nothing else is said: strangers ask too. */
function registerHealth(app: FastifyInstance, health: Health): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (!(await health.isReady())) throw new Refusal('unavailable', { inside: 'not ready' });
    return { status: 'ok' };
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const refusal = tooLargeIn(request, refusalOf(error));
  request.refusal = refusal;
  const language = languageOf(request.headers['accept-language']);
  const retryAfter = refusal.details.detail?.retryAfterSeconds;
  if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
  return reply
    .code(statusOf(refusal.code))
    .type('application/json; charset=utf-8')
    .send(bodyOf(refusal, language, request.id));
}

/** An upload that has its own word for "too large" says that one. */
function tooLargeIn(request: FastifyRequest, refusal: Refusal): Refusal {
  const { operation } = request.routeOptions?.config ?? {};
  if (refusal.code !== 'body_too_large' || !operation?.refusals.includes('material_too_large')) return refusal;
  return new Refusal('material_too_large');
}

/** One line for each answer: the operation's name, never its address, whose query may hold what a person searched for. */
function answered(side: Side, request: FastifyRequest, reply: FastifyReply): void {
  const operation = request.routeOptions.config.operation?.name ?? 'page';
  const seconds = reply.elapsedTime / 1000;
  const { refusal } = request;
  side.ctx.metrics.answered(side.name, operation, reply.statusCode, refusal?.code, seconds);
  if (operation === 'page' && !refusal) return;
  const line = {
    requestId: request.id,
    side: side.name,
    operation,
    status: reply.statusCode,
    ms: Math.round(seconds * 1000),
    ...(refusal
      ? { refusal: refusal.code, ...(refusal.details.inside ? { inside: refusal.details.inside } : {}) }
      : {}),
  };
  if (refusal?.code === 'internal') side.ctx.log.error(line, 'failed');
  else side.ctx.log.info(line, 'answered');
}
