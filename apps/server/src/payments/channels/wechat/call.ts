import { randomBytes } from 'node:crypto';
import { ask, codeIn, type Question } from '../ask.ts';
import { GatewayFault, GatewayRefusal } from '../channel.ts';
import { jsonOf } from '../json.ts';
import type { Opener, Signer, Verifier } from '../suite.ts';
import { proveWechat } from './prove.ts';

export interface WechatParts {
  /** Without a slash at its end. */
  readonly url: string;
  readonly mchId: string;
  readonly appId: string;
  /** Serial number of the merchant's own certificate. */
  readonly serial: string;
  readonly signer: Signer;
  /** WeChat's keys by the name that it gives in `Wechatpay-Serial`: certificates' serial numbers and `PUB_KEY_ID_…`. */
  readonly keys: ReadonlyMap<string, Verifier>;
  readonly opener: Opener;
  readonly notifyUrl: string;
  readonly clock: () => Date;
  /** The world's time, by which signatures are fresh or stale; a test's `clock` may stand elsewhere. */
  readonly worldClock: () => Date;
}

export type Said =
  | { readonly is: 'good'; readonly said: unknown }
  /** The gateway's error. Without a signature it is a hint, never a fact: anyone on the way could have written it. */
  | { readonly is: 'bad'; readonly code: string; readonly isProven: boolean };

const limits = new Set(['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED', 'RATE_LIMITED']);
const passing = new Set(['SYSTEM_ERROR', 'SYSTEMERROR', 'BANK_ERROR', 'BIZERR_NEED_RETRY']);

/** A signed request (pay.weixin.qq.com/doc/v3/merchant/4012365342): five lines, each ended, over path and body exactly as sent. */
export function signedQuestion(parts: WechatParts, method: Question['method'], url: string, body = ''): Question {
  const { pathname, search } = new URL(url);
  const timestamp = Math.floor(parts.worldClock().getTime() / 1000);
  const nonce = randomBytes(16).toString('hex');
  const signature = parts.signer.sign(`${method}\n${pathname}${search}\n${timestamp}\n${nonce}\n${body}\n`);
  const words = { mchid: parts.mchId, nonce_str: nonce, timestamp, serial_no: parts.serial, signature };
  const said = Object.entries(words).map(([name, value]) => `${name}="${value}"`);
  return {
    method,
    url,
    headers: {
      authorization: `${parts.signer.scheme} ${said.join(',')}`,
      'content-type': 'application/json',
      // With it the reply is signed by this key, also while WeChat moves the merchant from one key to the next.
      'wechatpay-serial': preferredKey(parts.keys),
    },
    ...(body === '' ? {} : { body }),
  };
}

/** The public key, where there is one: it is what WeChat moves to. */
const preferredKey = (keys: ReadonlyMap<string, Verifier>): string => {
  const names = [...keys.keys()];
  return names.find((name) => name.startsWith('PUB_KEY_ID_')) ?? names[0] ?? '';
};

/**
 * Asks WeChat. @param path with its query. @returns what it proved, or its error.
 * @throws GatewayFault when nothing is known: not reached, not proven, a pause asked for, WeChat's own trouble.
 */
export async function callWechat(
  parts: WechatParts,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Said> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const { status, headers, raw } = await ask(signedQuestion(parts, method, `${parts.url}${path}`, text));
  const header = (name: string) => headers.get(name) ?? undefined;
  const isProven = proveWechat(header, raw, parts.keys, parts.worldClock()) === undefined;
  if (status >= 200 && status < 300) {
    if (!isProven) throw new GatewayFault('not_proven');
    return { is: 'good', said: raw.length === 0 ? undefined : jsonOf(raw) };
  }
  const said = jsonOf(raw);
  const code = codeIn(typeof said === 'object' && said !== null && 'code' in said ? said.code : undefined, status);
  if (status === 429 || limits.has(code)) throw new GatewayFault(code, true);
  if (status < 400 || status >= 500 || passing.has(code)) throw new GatewayFault(code);
  return { is: 'bad', code, isProven };
}

/** An error that no rule of ours expects: final only when it is proven. */
export const refusalOf = ({ code, isProven }: { readonly code: string; readonly isProven: boolean }): GatewayFault =>
  isProven ? new GatewayRefusal(code) : new GatewayFault(code);
