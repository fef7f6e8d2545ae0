import type { Signer } from '../suite.ts';

export type Words = Readonly<Record<string, string>>;

/** Alipay's canonical form (opendocs 291/106118): the words in the order of their names, `name=value` joined by `&`, nothing encoded. */
export const canonical = (words: Words): string =>
  Object.keys(words)
    .sort()
    .map((name) => `${name}=${words[name]}`)
    .join('&');

/** All words of a call with their signature; empty ones are left out, as Alipay leaves them out. */
export function signed(words: Words, signer: Signer): Words {
  const told = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''));
  return { ...told, sign: signer.sign(canonical(told)) };
}

export const encoded = (words: Words): string =>
  Object.entries(words)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
