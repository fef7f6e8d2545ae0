import { createPublicKey } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import { pageOf } from './offer.ts';
import type { Operation } from './operation.ts';
import { AlipayRefusal, refusals } from './refusal.ts';
import { canonical, isSigned, readChinaTime, sign, type Words } from './sign.ts';

/** Ours: Alipay does not say how old a call may be, but eight hours, the wrong zone, is too old. */
const skewMs = 15 * 60_000;

/** gateway.do: v1.0. Its words come in the address, in the form, or in both. */
export function gatewayDo(parts: Parts, operations: Readonly<Record<string, Operation>>) {
  const app = createPublicKey(parts.keys.rsa.alipayApp);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const words = wordsIn(request);
    const { method = '', biz_content = '{}' } = words;
    const place = { gateway: 'alipay', operation: operationOf(method), ...numberIn(biz_content) } as const;
    const struck = await strikeBefore(parts.faults, place, request, reply);
    if (struck === 'gone') return reply;
    if (struck === 500) return reply.code(500).type('text/html').send('<h1>500</h1>');
    let isEnvelope = true;
    let said: object;
    try {
      if (struck === 429) throw refusals.often();
      prove(words, app);
      isEnvelope = false;
      const content: unknown = JSON.parse(biz_content);
      if (method === 'alipay.trade.page.pay') return reply.redirect(pageOf(parts, content, words));
      const operation = operations[method];
      if (!operation) throw refusals.argument('isv.invalid-method');
      said = { code: '10000', msg: 'Success', ...operation(parts, { content, words }) };
    } catch (error) {
      said = asRefusal(error).words;
    }
    if (method === 'alipay.trade.page.pay') return reply.code(400).send(said);
    const text = JSON.stringify(said);
    const name = isEnvelope ? 'error_response' : `${method.replaceAll('.', '_')}_response`;
    const fault = parts.faults.take(callAfter, place);
    const isEvil = fault?.kind === 'evil_reply' || fault?.kind === 'unknown_serial_reply';
    const key = isEvil ? parts.keys.evil() : parts.keys.rsa.alipayPlatform;
    const whole = `{"${name}":${text},"sign":"${sign(text, key)}"}`;
    if (await strikeAfter(fault, request, reply, whole)) return reply;
    return reply.type('text/html;charset=utf-8').send(whole);
  };
}

/** `alipay.trade.fastpay.refund.query` is `refund_query`, the rest by their last word. */
export function operationOf(method: string): string {
  if (method.endsWith('refund.query')) return 'refund_query';
  if (method.endsWith('downloadurl.query')) return 'bill';
  return method.endsWith('page.pay') ? 'page' : (method.split('.').at(-1) ?? '');
}

function wordsIn(request: FastifyRequest): Words {
  const body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  return Object.fromEntries([...new URL(request.url, 'http://localhost').searchParams, ...new URLSearchParams(body)]);
}

function prove(words: Words, app: ReturnType<typeof createPublicKey>): void {
  const { sign: signature, ...rest } = words;
  if (!rest.method) throw refusals.argument('isv.missing-method');
  if (rest.app_id !== accounts.alipay.appId) throw refusals.argument('isv.invalid-app-id');
  if (!signature) throw refusals.argument('isv.missing-signature');
  if (rest.sign_type !== 'RSA2') throw refusals.argument('isv.invalid-signature-type');
  if (rest.charset?.toLowerCase() !== 'utf-8') throw refusals.argument('isv.invalid-charset');
  const at = readChinaTime(rest.timestamp ?? '');
  if (!at || Math.abs(Date.now() - at.getTime()) > skewMs) throw refusals.argument('isv.invalid-timestamp');
  if (!isSigned(canonical(rest), signature, app)) throw refusals.argument('isv.invalid-signature');
}

export function asRefusal(error: unknown): AlipayRefusal {
  if (error instanceof AlipayRefusal) return error;
  if (error instanceof ZodError) return refusals.content(error.issues[0]?.path.join('.') ?? '');
  if (error instanceof SyntaxError) return refusals.argument('isv.invalid-json');
  throw error;
}

/** The trade that a call is about, as far as one can tell before it is understood. */
export function numberIn(content: string): { number?: string } {
  const found = /"out_trade_no"\s*:\s*"([^"]+)"/.exec(content)?.[1];
  return found ? { number: found } : {};
}
