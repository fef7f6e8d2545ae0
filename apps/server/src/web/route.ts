import type { Operation } from '@jiesuo/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Act, FileAnswer, Handler, Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { createRecorder, type Recorder } from './act.ts';
import { admit, admitAddress, admitStepUp } from './admit.ts';
import { admitBridge, registerPreflight, windowOrigin } from './bridge.ts';
import { browserOf, readCookie, writeCookie } from './cookie.ts';
import { sendFile } from './file.ts';
import { bytesMostOf, decode, mediaTypeOf, parseJson } from './input.ts';
import { languageOf } from './language.ts';
import { isSameOrigin } from './origin.ts';
import type { Rate } from './rate.ts';
import { findSession, type SideName } from './sessions.ts';

export interface Side {
  readonly ctx: Context;
  readonly name: SideName;
  readonly origin: string;
  readonly isSecure: boolean;
  /** Called when an act answered success without an audit leaf. */
  readonly onLeafless: (operation: string) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    who: Who;
    /** Why it was refused, for the log. */
    refusal: Refusal | undefined;
  }
  interface FastifyContextConfig {
    operation?: Operation;
    /** For this route instead of the rate that all others share. */
    rate?: Rate;
  }
}

/** Answered by what was stored before: the first answer wrote its leaf. */
const replays = new Set(['ceremonies.exchange']);

/**
 * Binds one operation to its URL. In this order, so that a stranger costs little: who is asking and from where,
 * then how large, then what shape, then the handler, then the answer's shape.
 */
export function registerOperation(app: FastifyInstance, side: Side, operation: Operation, handler: Handler): void {
  const isPost = operation.kind === 'act' || operation.kind === 'upload';
  const isBridge = operation.roles.includes('bridge');
  const url = `/api/${operation.name}`;
  const windows = windowOrigin(side.ctx.config.bridgePort);
  if (isBridge) registerPreflight(app, url, windows);
  app.route({
    method: isPost ? 'POST' : 'GET',
    url,
    bodyLimit: bytesMostOf(operation),
    config: { operation },
    async onRequest(request, reply) {
      if (isBridge) return admitBridge(request, reply, windows);
      if (isPost && !isSameOrigin(request.headers, side.origin)) throw new Refusal('cross_site');
      const token = readCookie(request, side.name, side.isSecure);
      const now = side.ctx.clock();
      const session = token === undefined ? undefined : await findSession(side.ctx, side.name, token, now);
      if (side.name === 'console') await admitAddress(side.ctx, session, request.ip);
      if (session) request.who = session.who;
      admit(operation, request.who);
      admitStepUp(operation, session, now);
    },
    async handler(request, reply) {
      const input = decode(operation, arrived(operation, request));
      const { act, recorder } = actOf(side, operation, request, reply);
      const answer = await handler.run(input as never, act as never);
      if (operation.kind === 'file') return sendFile(reply, answer as FileAnswer);
      if (isPost && recorder.leaves() === 0 && !replays.has(operation.name)) side.onLeafless(operation.name);
      return reply.send(checked(operation, answer));
    },
  });
}

function arrived(operation: Operation, request: FastifyRequest): unknown {
  if (operation.kind === 'read' || operation.kind === 'file') return { ...(request.query as object) };
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== mediaTypeOf(operation)) throw new Refusal('unsupported_media');
  if (operation.kind === 'upload') return { ...(request.query as object) };
  return parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
}

function actOf(
  side: Side,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): { act: Act; recorder: Recorder } {
  const now = side.ctx.clock();
  const about = { operation: operation.name, who: request.who, now, requestId: request.id };
  const recorder = createRecorder(side.ctx, about);
  const act: Act = {
    ctx: side.ctx,
    who: request.who,
    now,
    language: languageOf(request.headers['accept-language']),
    requestId: request.id,
    address: request.ip,
    device: (request.headers['user-agent'] ?? '').slice(0, 200),
    body: operation.kind === 'upload' && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    write: recorder.write,
    cookie: writeCookie(reply, side.name, side.isSecure),
    browser: browserOf(request, reply, side.isSecure),
  };
  return { act, recorder };
}

/** What leaves is what the contract says, nothing more: a column too many is our fault, not the caller's to see. */
function checked(operation: Operation, answer: unknown): unknown {
  const parsed = operation.output.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((i) => `${i.path.join('.')} ${i.code}`).join(', ');
  throw new Refusal('internal', { inside: `${operation.name} answered against the contract: ${where}` });
}
