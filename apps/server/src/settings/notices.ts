import type { Notice } from '@jiesuo/contract';
import type { Db } from '../context.ts';

/** Notices that are shown, newest first, at most `count`. */
export async function listNotices(db: Db, caId: string, count: number): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .select(['id', 'title', 'body', 'published_at'])
    .where('ca_id', '=', caId)
    .where('removed_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ id, title, body, published_at }) => ({
    id,
    title,
    body,
    publishedAt: published_at.toISOString(),
  }));
}
