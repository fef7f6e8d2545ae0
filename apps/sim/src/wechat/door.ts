import { createPublicKey, type KeyObject } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import type { Parts } from '../trades/parts.ts';
import { refusals, WechatRefusal } from './refusal.ts';
import { isSigned, lines, proofOf, readCredential, type Signer } from './signature.ts';

/** How old a request may be. */
const skewSeconds = 300;
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** One call: what it is given was signed by the merchant. @returns what is answered; nothing is 204. */
export type Call = (asked: { params: unknown; query: unknown; body: unknown }, request: FastifyRequest) => Answer;
type Answer = Readonly<Record<string, unknown>> | undefined;

/** Serves a call: its signature is checked first, its answer is signed, and faults strike where they were ordered. */
export const serve = (parts: Parts, operation: string, call: Call) => {
  const prove = proverFor(parts);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body.toString() : '';
    const place = { gateway: 'wechat', operation, ...numberIn(request, raw) } as const;
    const struck = await strikeBefore(parts.faults, place, request, reply);
    if (struck === 'gone') return reply;
    let status = 200;
    let answer: Answer;
    try {
      if (struck === 429) throw refusals.often();
      if (struck === 500) throw refusals.system();
      prove(request, raw);
      answer = call(
        { params: request.params, query: request.query, body: raw === '' ? undefined : JSON.parse(raw) },
        request,
      );
      if (answer === undefined) status = 204;
    } catch (error) {
      const refusal = asRefusal(error);
      status = refusal.status;
      answer = { code: refusal.code, message: refusal.message };
    }
    const text = answer === undefined ? '' : JSON.stringify(answer);
    const fault = parts.faults.take(callAfter, place);
    if (await strikeAfter(fault, request, reply, text)) return reply;
    const asked = String(request.headers['wechatpay-serial'] ?? '');
    reply.code(status).headers(proofOf(text, { ...signerFor(parts, asked), ...wrongly(parts, fault?.kind) }));
    reply.header('Request-ID', request.id);
    return status === 204 ? reply.send() : reply.type('application/json; charset=utf-8').send(text);
  };
};

/** Who asks by the public key is answered by it; who does not say is still answered by the platform's certificate. */
export const signerFor = (parts: Parts, askedSerial: string): Signer =>
  askedSerial.startsWith('PUB_KEY_ID_')
    ? { serial: accounts.wechat.publicKeyId, key: parts.keys.rsa.wechatPublic, at: nowSeconds() }
    : { serial: accounts.wechat.platformSerial, key: parts.keys.rsa.wechatPlatform, at: nowSeconds() };

/** The signer's part that a fault makes wrong. */
export function wrongly(parts: Parts, kind: string | undefined): Partial<Signer> {
  if (kind === 'evil_reply' || kind === 'notice_evil_key') return { key: parts.keys.evil() };
  if (kind === 'stale_reply' || kind === 'notice_stale') return { at: nowSeconds() - 2 * skewSeconds };
  if (kind === 'unknown_serial_reply' || kind === 'notice_unknown_serial')
    return { serial: '7F00000000000000000000000000000000000BAD', key: parts.keys.evil() };
  if (kind === 'notice_signtest') return { key: parts.keys.evil(), prefix: 'WECHATPAY/SIGNTEST/' };
  return {};
}

/** @throws WechatRefusal SIGN_ERROR where the merchant did not sign this request, just now. */
export const proverFor = (parts: Parts) => {
  const merchant = createPublicKey(parts.keys.rsa.wechatMerchant);
  return (request: FastifyRequest, raw: string): void => prove(request, raw, merchant);
};

function prove(request: FastifyRequest, raw: string, merchant: KeyObject): void {
  const credential = readCredential(request.headers.authorization);
  if (!credential) throw refusals.sign('Authorization 不完整');
  if (credential.mchid !== accounts.wechat.mchId) throw refusals.sign('商户号不匹配');
  if (credential.serial_no !== accounts.wechat.serial) throw refusals.sign('商户证书序列号有误');
  const { timestamp, nonce_str, signature } = credential;
  if (!/^\d{10}$/.test(timestamp) || Math.abs(nowSeconds() - Number(timestamp)) > skewSeconds)
    throw refusals.sign('时间戳已过期');
  if (!isSigned(lines(request.method, request.url, timestamp, nonce_str, raw), signature, merchant))
    throw refusals.sign('验签不通过');
  if (!request.headers['user-agent']) throw refusals.parameter('User-Agent 不能为空');
}

export function asRefusal(error: unknown): WechatRefusal {
  if (error instanceof WechatRefusal) return error;
  if (error instanceof ZodError) return refusals.parameter(error.issues[0]?.path.join('.') ?? '');
  if (error instanceof SyntaxError) return refusals.parameter('请求体不是 JSON');
  throw error;
}

/** The trade that a call is about, as far as one can tell before it is understood. */
function numberIn(request: FastifyRequest, raw: string): { number?: string } {
  const { number } = request.params as { number?: string };
  const found = number ?? /"out_trade_no"\s*:\s*"([^"]+)"/.exec(raw)?.[1];
  return found ? { number: found } : {};
}
