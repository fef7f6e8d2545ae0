import { createPublicKey, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import { asRefusal, numberIn, operationOf } from './door.ts';
import type { Operation } from './operation.ts';
import { AlipayRefusal, refusals } from './refusal.ts';
import { isSigned, sign } from './sign.ts';

const scheme = 'ALIPAY-SHA256withRSA ';
const skewMs = 10 * 60_000;

/** The OpenAPI form of a call: JSON, signed in the header, errors by status. */
export const serveV3 = (parts: Parts, method: string, operation: Operation) => {
  const app = createPublicKey(parts.keys.rsa.alipayApp);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body.toString() : '';
    const place = { gateway: 'alipay', operation: operationOf(method), ...numberIn(raw) } as const;
    const struck = await strikeBefore(parts.faults, place, request, reply);
    if (struck === 'gone') return reply;
    let status = 200;
    let said: object;
    try {
      if (struck === 429) throw refusals.often();
      if (struck === 500) throw new AlipayRefusal('20000', 'isp.unknow-error', '系统繁忙');
      prove(request, raw, app);
      const content: unknown = raw === '' ? request.query : JSON.parse(raw);
      const words = content as Record<string, string>;
      said = operation(parts, { content, words });
    } catch (error) {
      const refusal = asRefusal(error);
      status = statusOf(refusal);
      said = { code: refusal.sub.replace(/^ACQ\./, ''), message: refusal.message, links: [] };
    }
    const text = JSON.stringify(said);
    const fault = parts.faults.take(callAfter, place);
    if (await strikeAfter(fault, request, reply, text)) return reply;
    const at = String(fault?.kind === 'stale_reply' ? Date.now() - 2 * skewMs : Date.now());
    const nonce = randomUUID();
    const isEvil = fault?.kind === 'evil_reply' || fault?.kind === 'unknown_serial_reply';
    const key = isEvil ? parts.keys.evil() : parts.keys.rsa.alipayPlatform;
    reply.headers({
      'alipay-timestamp': at,
      'alipay-nonce': nonce,
      'alipay-signature': sign(`${at}\n${nonce}\n${text}\n`, key),
      'alipay-trace-id': randomUUID().replaceAll('-', ''),
    });
    return reply.code(status).type('application/json;charset=utf-8').send(text);
  };
};

function statusOf({ code, sub }: AlipayRefusal): number {
  if (code === '40005') return 429;
  if (code === '20000') return 500;
  return sub.startsWith('isv.invalid-signature') ? 401 : 400;
}

function prove(request: FastifyRequest, raw: string, app: ReturnType<typeof createPublicKey>): void {
  const header = request.headers.authorization ?? '';
  const end = header.lastIndexOf(',sign=');
  if (!header.startsWith(scheme) || end < 0) throw refusals.argument('isv.missing-signature');
  const said = header.slice(scheme.length, end);
  const parts = new Map(said.split(',').map((pair) => pair.split('=', 2) as [string, string]));
  if (parts.get('app_id') !== accounts.alipay.appId) throw refusals.argument('isv.invalid-app-id');
  const at = Number(parts.get('timestamp'));
  if (!parts.get('nonce') || !(Math.abs(Date.now() - at) <= skewMs)) throw refusals.argument('isv.invalid-timestamp');
  const token = request.headers['alipay-app-auth-token'];
  const text = `${said}\n${request.method}\n${request.url}\n${raw}\n${token === undefined ? '' : `${String(token)}\n`}`;
  if (!isSigned(text, header.slice(end + ',sign='.length), app)) throw refusals.argument('isv.invalid-signature');
}
