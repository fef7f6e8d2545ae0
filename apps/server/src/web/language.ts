import type { Language } from '@jiesuo/contract';

/** The language of an `Accept-Language` header (RFC 9110 §12.5.4) among ours; Chinese when it names neither. */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: 'zh', weight: 0 };
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = /^zh(-|$)/.test(tag) ? 'zh' : /^en(-|$)/.test(tag) ? 'en' : undefined;
    if (!language) continue;
    const q = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
    const weight = q === undefined ? 1 : Number(q);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}
