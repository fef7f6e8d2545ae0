import type { TextContent } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Leaf } from '../audit/leaf.ts';
import type { Context, Trx } from '../context.ts';
import { digestOf } from './digest.ts';
import { type Named, removeDraft } from './draft.ts';

export interface Issue extends Named {
  readonly content: TextContent | null;
  readonly authors: readonly string[];
  readonly approvedBy: string | null;
  readonly note: string;
  readonly holdsFrom: Date;
  readonly now: Date;
}

/** Makes a draft the next version. Under `lockTexts`. @returns its number, and what the audit log says of it. */
export async function issueVersion(
  trx: Trx,
  ctx: Context,
  issue: Issue,
): Promise<{ readonly version: number; readonly leaf: Leaf }> {
  const { kind, subject, content, note, holdsFrom, now } = issue;
  const texts = await ctx.texts(trx);
  const [last] = texts.versionsOf(kind, subject);
  const version = (last?.version ?? 0) + 1;
  await trx
    .insertInto('text_versions')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      kind,
      subject,
      version,
      content: content === null ? null : JSON.stringify(content),
      authors: [...issue.authors],
      approved_by: issue.approvedBy,
      note,
      published_at: now,
      holds_from: holdsFrom,
    })
    .execute();
  await removeDraft(trx, ctx, issue);
  const detail = {
    version,
    'sha256.old': digestOf(texts.content(kind, subject)),
    'sha256.new': digestOf(content),
    holdsFrom: holdsFrom.toISOString(),
    authors: issue.authors,
    note,
  };
  return { version, leaf: { subject: `${kind}:${subject}`, detail } };
}
