import type { Operation } from '@jiesuo/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DoneBefore, idempotencyKeyOf, once } from '../apiKeys/once.ts';
import type { Context } from '../context.ts';
import type { Act, FileAnswer, Handler, Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { createRecorder, type Recorder } from './act.ts';
import { admit, admitAddress, admitStepUp } from './admit.ts';
import type { KeyDoor } from './bearer.ts';
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
  readonly name: SideName | 'api';
  /** How programs are let in, where keys open this side; there nothing else does. */
  readonly keyDoor?: KeyDoor;
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
      if (side.name === 'api') return admitKey(side, operation, request, reply);
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
      const { act, recorder } = actOf(side, operation, request, reply, input);
      let answer: unknown;
      try {
        answer = await handler.run(input as never, act as never);
      } catch (error) {
        if (!(error instanceof DoneBefore)) throw error;
        return reply.header('idempotent-replayed', 'true').send(checked(operation, error.answer));
      }
      if (operation.kind === 'file') return sendFile(reply, answer as FileAnswer);
      if (isPost && recorder.leaves() === 0 && !replays.has(operation.name)) side.onLeafless(operation.name);
      return reply.send(checked(operation, answer));
    },
  });
}

async function admitKey(side: Side, operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!side.keyDoor) throw new Refusal('not_found');
  request.who = await side.keyDoor(operation, request, reply);
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
  input: unknown,
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
    write: writeOnce(side.ctx, operation, request, recorder.write, now, input),
    ...(side.name === 'api'
      ? noCookies
      : {
          cookie: writeCookie(reply, side.name, side.isSecure),
          browser: browserOf(request, reply, side.isSecure),
        }),
  };
  return { act, recorder };
}

const refuseCookie = (): never => {
  throw new Error('programs have no cookies');
};
const noCookies: Pick<Act, 'cookie' | 'browser'> = {
  cookie: { set: refuseCookie, clear: refuseCookie },
  browser: { token: undefined, keep: refuseCookie },
};

/** What a program asks for twice is done once: its transaction keeps what it answered beside what it did. */
function writeOnce(
  ctx: Context,
  operation: Operation,
  { who, headers }: FastifyRequest,
  write: Act['write'],
  now: Date,
  input: unknown,
): Act['write'] {
  if (who.kind !== 'integrator' || !operation.isOnce) return write;
  const asked = {
    keyId: who.keyId,
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
    operation: operation.name,
    input: JSON.stringify(input),
    now,
  };
  return (run) => write((trx, leaf) => once(trx, ctx, asked, () => run(trx, leaf)));
}

/** What leaves is what the contract says, nothing more: a column too many is our fault, not the caller's to see. */
function checked(operation: Operation, answer: unknown): unknown {
  const parsed = operation.output.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((i) => `${i.path.join('.')} ${i.code}`).join(', ');
  throw new Refusal('internal', { inside: `${operation.name} answered against the contract: ${where}` });
}
