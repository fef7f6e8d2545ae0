import type { TextContent, TextKind } from '@jiesuo/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Trial } from '../trial.ts';

/** The next version, as an upgrade moves it in: by nobody. */
export async function publishForTest(t: Trial, kind: TextKind, subject: string, content: TextContent): Promise<void> {
  await t.ctx.db
    .insertInto('text_versions')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      kind,
      subject,
      version: sql<number>`1 + (select count(*) from text_versions where kind = ${kind} and subject = ${subject})`,
      content: JSON.stringify(content),
      authors: [],
      approved_by: null,
      note: 'test',
      published_at: t.now(),
      holds_from: t.now(),
    })
    .execute();
}
