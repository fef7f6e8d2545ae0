import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import type { MessageParts } from '../messages/parts.ts';
import { acs3, bodyHash } from './acs3.ts';
import { AliyunRefusal, refused } from './refusal.ts';

export type Action = (parts: MessageParts, fields: Readonly<Record<string, string>>) => object;

const skewMs = 15 * 60_000;

/** One RPC call: parameters come in the address or in a form, both signed. */
export const serveAliyun = (parts: MessageParts, actions: Readonly<Record<string, Action>>) => {
  const nonces = new Map<string, number>();
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const url = new URL(request.url, 'http://localhost');
    const isForm = String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
    const fields = Object.fromEntries([...url.searchParams, ...(isForm ? new URLSearchParams(body.toString()) : [])]);
    const operation = String(request.headers['x-acs-action'] ?? '');
    const number = fields.PhoneNumbers ?? fields.PhoneNumber;
    const place = { gateway: 'aliyun', operation, ...(number !== undefined && { number }) } as const;
    const struck = await strikeBefore(parts.faults, place, request, reply);
    if (struck === 'gone') return reply;
    let [status, said]: [number, object] = [200, {}];
    try {
      if (struck === 429) throw refused(400, 'Throttling.User', 'Request was denied due to user flow control.');
      if (struck === 500)
        throw refused(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure.');
      prove(request, url, body, parts.keys.secrets.aliyun, nonces);
      const action = actions[operation];
      if (!action || request.headers['x-acs-version'] !== '2017-05-25')
        throw refused(404, 'InvalidAction.NotFound', 'Specified api is not found.');
      said = { Code: 'OK', Message: 'OK', ...action(parts, fields) };
    } catch (error) {
      if (!(error instanceof AliyunRefusal)) throw error;
      status = error.status;
      said = { Code: error.code, Message: error.message };
    }
    const text = JSON.stringify({ ...said, RequestId: randomUUID().toUpperCase() });
    const lost = parts.faults.take(['unknown_outcome'], place) && ({ kind: 'reply_lost', delayMs: 0 } as const);
    if (await strikeAfter(lost ?? parts.faults.take(callAfter, place), request, reply, text)) return reply;
    return reply.code(status).type('application/json;charset=utf-8').send(text);
  };
};

function prove(request: FastifyRequest, url: URL, body: Buffer, secret: string, nonces: Map<string, number>): void {
  const header = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  const [, id, names = '', signature = ''] = header ?? [];
  if (!header) throw refused(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  if (id !== accounts.aliyun.accessKeyId)
    throw refused(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const signedHeaders = names.split(';');
  const must = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256', 'x-acs-signature-nonce'];
  const isWhole = must.every((name) => headers[name] !== undefined && signedHeaders.includes(name));
  if (!isWhole || headers['x-acs-content-sha256'] !== bodyHash(body))
    throw refused(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  const query = [...url.searchParams];
  const expected = acs3({ method: request.method, path: url.pathname, query, headers, signedHeaders, body }, secret);
  if (!timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(signature, 'hex')))
    throw refused(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
  const at = Date.parse(headers['x-acs-date'] ?? '');
  if (!(Math.abs(Date.now() - at) <= skewMs))
    throw refused(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  const nonce = headers['x-acs-signature-nonce'] ?? '';
  for (const [old, until] of nonces) if (until < Date.now()) nonces.delete(old);
  if (nonces.has(nonce)) throw refused(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.set(nonce, Date.now() + 2 * skewMs);
}
