import { shanghaiTime } from '@jiesuo/contract';
import { z } from 'zod';
import { ask, codeIn } from '../ask.ts';
import { GatewayFault, GatewayRefusal } from '../channel.ts';
import { jsonOf, textOf } from '../json.ts';
import type { Signer, Verifier } from '../suite.ts';
import { membersOf } from './members.ts';
import { encoded, signed, type Words } from './sign.ts';

export interface AlipayParts {
  /** `https://openapi.alipay.com/gateway.do` */
  readonly url: string;
  readonly appId: string;
  readonly sellerId: string;
  readonly signer: Signer;
  /** Alipay's keys: one, and while it changes two. */
  readonly keys: readonly Verifier[];
  readonly notifyUrl: string;
  /** 我的订单, below which the browser goes to its order's pay page after Alipay's. It proves nothing. */
  readonly returnUrl: string;
  readonly clock: () => Date;
  /** The world's time, for signed requests; a test's `clock` may stand elsewhere. */
  readonly worldClock: () => Date;
}

export type Said =
  | { readonly is: 'good'; readonly said: unknown }
  /** Alipay's refusal of the business, proven. */
  | { readonly is: 'bad'; readonly code: string };

const head = z.object({ code: z.string(), sub_code: z.string().optional() });
const done = '10000';
const businessFailed = '40004';
const serviceUnavailable = '20000';
const limits = new Set([
  '40005',
  'isv.app-call-limited',
  'isv.user-call-limited',
  'isp.call-limited',
  'ACQ.REQUEST_LIMIT',
]);
const isPassing = (code: string) => /SYSTEM_ERROR|unknow|call-timeout/i.test(code);

/** The words of one call (v1.0), signed. Times are Shanghai's, whatever the process thinks. */
export function callWords(parts: AlipayParts, method: string, content: object, more: Words = {}): Words {
  const words = {
    app_id: parts.appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: shanghaiTime(parts.worldClock()),
    version: '1.0',
    ...more,
    biz_content: JSON.stringify(content),
  };
  return signed(words, parts.signer);
}

/**
 * Asks Alipay. Refusals come signed like successes, so that "no such trade" can be believed. @returns what it proved.
 * @throws GatewayFault when nothing is known; GatewayRefusal when it is proven that the call itself is wrong (keys, rights, words).
 */
export async function callAlipay(parts: AlipayParts, method: string, content: object, more: Words = {}): Promise<Said> {
  const { biz_content: body = '', ...words } = callWords(parts, method, content, more);
  const { status, raw } = await ask({
    method: 'POST',
    // Alipay reads the charset of the body from the address.
    url: `${parts.url}?${encoded(words)}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: encoded({ biz_content: body }),
  });
  if (status !== 200) throw new GatewayFault(`http_${status}`, status === 429);
  const members = membersOf(textOf(raw) ?? '');
  const told = members?.get(`${method.replaceAll('.', '_')}_response`) ?? members?.get('error_response');
  if (!members || told === undefined) throw new GatewayFault('malformed');
  return judge(told, isProven(parts, told, members.get('sign')));
}

function isProven(parts: AlipayParts, told: string, sign: string | undefined): boolean {
  const signature = sign === undefined ? undefined : jsonOf(sign);
  return typeof signature === 'string' && parts.keys.some((key) => key.verify(Buffer.from(told), signature));
}

function judge(told: string, proven: boolean): Said {
  const said = jsonOf(told);
  const { data } = head.safeParse(said);
  if (!data) throw new GatewayFault(proven ? 'malformed' : 'not_proven');
  if (data.code === done) {
    if (!proven) throw new GatewayFault('not_proven');
    return { is: 'good', said };
  }
  const code = codeIn(data.sub_code ?? data.code, 200);
  if (limits.has(code) || limits.has(data.code)) throw new GatewayFault(code, true);
  if (!proven || data.code === serviceUnavailable || isPassing(code)) throw new GatewayFault(code);
  if (data.code !== businessFailed) throw new GatewayRefusal(code);
  return { is: 'bad', code };
}
