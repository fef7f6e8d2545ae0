import type { Notice } from '@jiesuo/contract';
import type { Texts } from './versions.ts';

/** What customers are shown, the newest first, at most `count`. A corrected announcement keeps its place. */
export function listAnnouncements(texts: Texts, count: number): Notice[] {
  const shown = texts.subjectsOf('announcement').flatMap((id) => {
    const content = texts.content('announcement', id);
    const first = texts.versionsOf('announcement', id).at(-1);
    return content && first
      ? [{ id, title: content.title, body: content.body, publishedAt: first.holds_from.toISOString() }]
      : [];
  });
  return shown
    .toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt) || b.id.localeCompare(a.id))
    .slice(0, count);
}
