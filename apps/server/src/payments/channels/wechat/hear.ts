import { z } from 'zod';
import type { Heard, Reply } from '../channel.ts';
import { headerOf } from '../headers.ts';
import { jsonOf } from '../json.ts';
import type { WechatParts } from './call.ts';
import { readRefund, readTrade } from './facts.ts';
import { proveWechat } from './prove.ts';

const notification = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string().max(64),
  resource: z.object({
    algorithm: z.string(),
    ciphertext: z.base64().max(65_536),
    nonce: z.string().max(16),
    associated_data: z.string().max(64).default(''),
  }),
});

/** 204 ends the repetitions; any 4xx or 5xx asks for another one (payment-notice). */
const thanks: Reply = { status: 204, mediaType: 'application/json', body: '' };
const refused = (why: string, status: 400 | 401 = 400, isProbe = false): Heard => ({
  is: 'refused',
  why,
  isProbe,
  reply: { status, mediaType: 'application/json', body: '{"code":"FAIL","message":"refused"}' },
});

/** Judges a notification of WeChat: proof over the raw bytes first, then shape, then the seal, then whose it is. */
export function hearWechat(parts: WechatParts, headers: Parameters<typeof headerOf>[0], raw: Buffer): Heard {
  const unproven = proveWechat((name) => headerOf(headers, name), raw, parts.keys, parts.worldClock());
  if (unproven !== undefined) return refused(unproven, 401, unproven === 'probe');
  const { data: told } = notification.safeParse(jsonOf(raw));
  if (!told) return refused('malformed');
  const { id: key, event_type: event } = told;
  const isTrade = event === 'TRANSACTION.SUCCESS';
  if (!isTrade && !event.startsWith('REFUND.')) return { is: 'other', key, thanks };
  const opened = open(parts, told.resource);
  if (opened === undefined) return refused('seal');
  if (isTrade) {
    const fact = readTrade(opened, parts);
    return typeof fact === 'string' ? refused(fact) : { is: 'trade', key, fact, thanks };
  }
  const read = readRefund(opened, parts);
  return typeof read === 'string' ? refused(read) : { is: 'refund', key, fact: read.fact, thanks };
}

function open(parts: WechatParts, sealed: z.output<typeof notification>['resource']): unknown {
  if (sealed.algorithm !== parts.opener.algorithm) return undefined;
  try {
    return jsonOf(
      parts.opener.open({
        ciphertext: Buffer.from(sealed.ciphertext, 'base64'),
        nonce: Buffer.from(sealed.nonce),
        associated: Buffer.from(sealed.associated_data),
      }),
    );
  } catch {
    return undefined;
  }
}
