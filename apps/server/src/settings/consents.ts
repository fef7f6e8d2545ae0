import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@jiesuo/contract/console';

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

const wording = (kind: ConsentKind, language: 'zh' | 'en') =>
  readFileSync(join(import.meta.dirname, 'texts', `${kind}.${language}.md`), 'utf8');
const wordings = {
  terms: { zh: wording('terms', 'zh'), en: wording('terms', 'en') },
  privacy: { zh: wording('privacy', 'zh'), en: wording('privacy', 'en') },
  id_card: { zh: wording('id_card', 'zh'), en: wording('id_card', 'en') },
};

/** The texts as they are in force under these settings: the handler's name and contacts are part of what is agreed to. */
export function currentConsents(settings: Settings): Record<ConsentKind, ConsentText> {
  const one = (kind: ConsentKind): ConsentText => {
    const zh = fill(wordings[kind].zh, settings, 'zh');
    const en = fill(wordings[kind].en, settings, 'en');
    const hash = createHash('sha256').update(`${zh}\0${en}`).digest('hex');
    return { version: `${dates[kind]}.${hash.slice(0, 8)}`, zh, en, hash };
  };
  return { terms: one('terms'), privacy: one('privacy'), id_card: one('id_card') };
}

const fill = (text: string, settings: Settings, language: 'zh' | 'en') =>
  text
    .replaceAll('{caName}', () => settings.caName)
    .replaceAll('{productName}', () => settings.productName[language])
    .replaceAll('{hotline}', () => settings.hotline)
    .replaceAll('{wechat}', () => settings.wechat);
