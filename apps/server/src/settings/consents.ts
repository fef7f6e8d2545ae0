import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, type Language } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import type { Context, Db, Trx } from '../context.ts';
import type { Texts } from '../texts/versions.ts';

export const consentKinds = ['terms', 'privacy', 'id_card'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export interface ConsentText {
  /** Date of the wording, then 8 hex digits of the hash: no text can change and keep its version. */
  readonly version: string;
  /** Markdown. */
  readonly zh: string;
  readonly en: string;
  /** SHA-256 of both languages as they were shown; a consent keeps it as proof of what was agreed to. */
  readonly hash: string;
}

/** The day each wording came into force. */
const dates: Record<ConsentKind, string> = { terms: '2026-11-22', privacy: '2026-11-22', id_card: '2026-11-22' };

const wording = (kind: ConsentKind, language: Language) =>
  readFileSync(join(import.meta.dirname, 'texts', `${kind}.${language}.md`), 'utf8');
const wordings = {
  terms: { zh: wording('terms', 'zh'), en: wording('terms', 'en') },
  privacy: { zh: wording('privacy', 'zh'), en: wording('privacy', 'en') },
  id_card: { zh: wording('id_card', 'zh'), en: wording('id_card', 'en') },
};

/** The product's own words, before names and contacts are filled in. */
export const consentWording = (kind: ConsentKind): { readonly zh: string; readonly en: string } => wordings[kind];
export const isConsentKind = (name: string): name is ConsentKind => Object.hasOwn(wordings, name);

/** What is agreed to now: the published wording, or else the product's own. */
export const consentsNow = async (ctx: Pick<Context, 'settings' | 'texts'>, db?: Db | Trx) =>
  currentConsents(await ctx.settings(db), await ctx.texts(db));

/** The texts as they are in force under these settings: the handler's name and contacts are part of what is agreed to. */
export function currentConsents(
  settings: Settings,
  texts: Pick<Texts, 'content' | 'inForce'>,
): Record<ConsentKind, ConsentText> {
  const one = (kind: ConsentKind): ConsentText => {
    const words = texts.content('consent', kind) ?? wordings[kind];
    const held = texts.inForce('consent', kind);
    const zh = fill(words.zh, settings, 'zh');
    const en = fill(words.en, settings, 'en');
    const hash = createHash('sha256').update(`${zh}\0${en}`).digest('hex');
    const day = held?.content ? dayOf(held.holds_from) : dates[kind];
    return { version: `${day}.${hash.slice(0, 8)}`, zh, en, hash };
  };
  return { terms: one('terms'), privacy: one('privacy'), id_card: one('id_card') };
}

/** Who handles the data and how to reach them must stand in every text (个保法 §17). */
export const consentFault = (text: string): boolean =>
  !text.includes('{caName}') ||
  !text.includes('{hotline}') ||
  /[{}]/.test(text.replace(/\{(?:caName|productName|hotline|wechat)\}/g, ''));

const fill = (text: string, settings: Settings, language: Language) =>
  text
    .replaceAll('{caName}', () => settings.caName)
    .replaceAll('{productName}', () => settings.productName[language])
    .replaceAll('{hotline}', () => settings.hotline)
    .replaceAll('{wechat}', () => settings.wechat);
