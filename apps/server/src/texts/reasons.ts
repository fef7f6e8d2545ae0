import { type CannedReason, cannedReasons, everySubject } from '@jiesuo/contract';
import type { Texts } from './versions.ts';

/** Every canned reason that could ever be picked, each once: an old refusal still tells what it was in both languages. */
export function everyReason(texts: Pick<Texts, 'versionsOf'>): Pick<CannedReason, 'zh' | 'en'>[] {
  const published = texts
    .versionsOf('reasons', everySubject)
    .flatMap(({ content }) => (content?.kind === 'reasons' ? content.items : []));
  const each = new Map([...cannedReasons, ...published].map(({ zh, en }) => [zh, { zh, en }]));
  return [...each.values()];
}
