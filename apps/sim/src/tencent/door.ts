import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import type { MessageParts } from '../messages/parts.ts';
import { TencentRefusal } from './refusal.ts';
import { sendSms } from './send.ts';
import { tc3 } from './tc3.ts';

const skewSeconds = 300;

/** One call. Errors come with status 200. */
export const serveTencent = (parts: MessageParts) => async (request: FastifyRequest, reply: FastifyReply) => {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const operation = String(request.headers['x-tc-action'] ?? '');
  const number = /"\+86(\d{11})"/.exec(body.toString())?.[1];
  const place = { gateway: 'tencent', operation, ...(number !== undefined && { number }) } as const;
  const struck = await strikeBefore(parts.faults, place, request, reply);
  if (struck === 'gone') return reply;
  let said: object;
  try {
    if (struck === 429) throw new TencentRefusal('RequestLimitExceeded', '请求的次数超过了频率限制。');
    if (struck === 500) throw new TencentRefusal('InternalError.OtherError', '其他错误。');
    prove(request, body, parts.keys.secrets.tencent);
    if (operation !== 'SendSms' || request.headers['x-tc-version'] !== '2021-01-11')
      throw new TencentRefusal('InvalidAction', '接口不存在。');
    if (!request.headers['x-tc-region']) throw new TencentRefusal('MissingParameter', 'X-TC-Region');
    said = sendSms(parts, JSON.parse(body.toString()));
  } catch (error) {
    const refusal = asRefusal(error);
    said = { Error: { Code: refusal.code, Message: refusal.message } };
  }
  const text = JSON.stringify({ Response: { ...said, RequestId: randomUUID() } });
  const lost = parts.faults.take(['unknown_outcome'], place) && ({ kind: 'reply_lost', delayMs: 0 } as const);
  if (await strikeAfter(lost ?? parts.faults.take(callAfter, place), request, reply, text)) return reply;
  return reply.type('application/json').send(text);
};

function asRefusal(error: unknown): TencentRefusal {
  if (error instanceof TencentRefusal) return error;
  if (error instanceof ZodError || error instanceof SyntaxError)
    return new TencentRefusal('InvalidParameter', '参数错误。');
  throw error;
}

function prove(request: FastifyRequest, body: Buffer, secret: string): void {
  const header =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([\w.-]+)\/tc3_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!header) throw new TencentRefusal('AuthFailure.InvalidAuthorization', '请求头部的 Authorization 不合法。');
  const [, id, day = '', service = '', names = '', signature = ''] = header;
  if (id !== accounts.tencent.secretId) throw new TencentRefusal('AuthFailure.SecretIdNotFound', '密钥不存在。');
  const timestamp = String(request.headers['x-tc-timestamp'] ?? '');
  const at = Number(timestamp);
  const isFresh = Math.abs(Date.now() / 1000 - at) <= skewSeconds;
  if (!isFresh || new Date(at * 1000).toISOString().slice(0, 10) !== day)
    throw new TencentRefusal('AuthFailure.SignatureExpire', '签名过期。');
  const signedHeaders = names.split(';');
  if (!signedHeaders.includes('host') || !signedHeaders.includes('content-type'))
    throw new TencentRefusal('AuthFailure.InvalidAuthorization', '请求头部的 Authorization 不合法。');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  // Tencent's own library signs the host without the port that it then sends: no real address has one.
  const hosts = [headers.host ?? '', (headers.host ?? '').replace(/:\d+$/, '')];
  const isFine = hosts.some((host) => {
    const asked = { method: request.method, query: '', headers: { ...headers, host }, signedHeaders, body };
    const expected = tc3({ ...asked, day, service, timestamp }, secret);
    return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(signature, 'hex'));
  });
  if (!isFine) throw new TencentRefusal('AuthFailure.SignatureFailure', '签名错误。');
}
