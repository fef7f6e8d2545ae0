import { createSign, createVerify, type KeyObject } from 'node:crypto';

export type Words = Readonly<Record<string, string>>;

/** Words by name, `name=value` joined by `&`, nothing encoded, empty ones left out. */
export const canonical = (words: Words): string =>
  Object.keys(words)
    .filter((name) => words[name] !== '')
    .sort()
    .map((name) => `${name}=${words[name]}`)
    .join('&');

/** RSA2: RSASSA-PKCS1-v1_5 with SHA-256, base64. `RSA`, long withdrawn, was SHA-1: some libraries still accept it. */
export const sign = (text: string, key: KeyObject, kind: 'RSA2' | 'RSA' = 'RSA2'): string =>
  createSign(kind === 'RSA2' ? 'sha256' : 'sha1')
    .update(text)
    .sign(key, 'base64');
export const isSigned = (text: string, signature: string, key: KeyObject): boolean =>
  createVerify('sha256').update(text).verify(key, signature, 'base64');

/** `2026-11-22 18:00:00` in Asia/Shanghai: the only zone that Alipay knows. */
export const chinaTime = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
/** The moment that such a text names; undefined when it is none. */
export function readChinaTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
