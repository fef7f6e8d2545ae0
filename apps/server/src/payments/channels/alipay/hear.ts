import type { Heard, Reply } from '../channel.ts';
import { textOf } from '../json.ts';
import type { AlipayParts } from './call.ts';
import { readTrade } from './facts.ts';
import { canonical, type Words } from './sign.ts';

/** Exactly this word ends the repetitions. */
const thanks: Reply = { status: 200, mediaType: 'text/plain; charset=utf-8', body: 'success' };
const refused = (why: string): Heard => ({
  is: 'refused',
  why,
  isProbe: false,
  reply: { status: 400, mediaType: 'text/plain; charset=utf-8', body: 'fail' },
});
const wordsMost = 100;

/** Judges a notification of Alipay (opendocs 270/105902): proof first, then whose it is, then what it says. */
export function hearAlipay(parts: AlipayParts, raw: Buffer): Heard {
  const words = formOf(raw);
  if (!words) return refused('malformed');
  const { sign, sign_type: type, ...rest } = words;
  // The sender chooses this word: RSA would mean SHA-1.
  if (type !== 'RSA2') return refused('sign_type');
  if (sign === undefined || !isProven(parts, rest, sign)) return refused('signature');
  if (rest.app_id !== parts.appId || rest.seller_id !== parts.sellerId) return refused('not_ours');
  const key = rest.notify_id;
  if (key === undefined || key === '' || key.length > 128) return refused('malformed');
  if (rest.notify_type !== undefined && rest.notify_type !== 'trade_status_sync') return { is: 'other', key, thanks };
  const fact = readTrade(rest);
  return fact ? { is: 'trade', key, fact, thanks } : refused('malformed');
}

/** Sources disagree whether empty words are signed too; either way every word that we read is. */
function isProven(parts: AlipayParts, words: Words, sign: string): boolean {
  const filled = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''));
  const forms = [...new Set([canonical(words), canonical(filled)])];
  return forms.some((form) => parts.keys.some((key) => key.verify(Buffer.from(form), sign)));
}

/** A posted form, each name once. */
function formOf(raw: Buffer): Words | undefined {
  const text = textOf(raw);
  if (text === undefined) return undefined;
  const pairs = [...new URLSearchParams(text)];
  const words = Object.fromEntries(pairs);
  return pairs.length <= wordsMost && Object.keys(words).length === pairs.length ? words : undefined;
}
