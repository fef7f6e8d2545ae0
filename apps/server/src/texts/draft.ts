import { type TextContent, type TextKind, textContent } from '@jiesuo/contract';
import { type Selectable, sql } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { TextDraftsTable } from '../db/schema/texts.ts';
import { Refusal } from '../refusal.ts';

export type DraftRow = Omit<Selectable<TextDraftsTable>, 'content'> & { readonly content: TextContent | null };
export interface Named {
  readonly kind: TextKind;
  readonly subject: string;
}

export async function readDraft(
  db: Db | Trx,
  { caId }: Pick<Context, 'caId'>,
  { kind, subject }: Named,
): Promise<DraftRow | undefined> {
  const row = await db
    .selectFrom('text_drafts')
    .selectAll()
    .where('ca_id', '=', caId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row && { ...row, content: row.content === null ? null : textContent.parse(row.content) };
}

/** Changes of texts queue here: versions are numbered without a gap, and nobody publishes what somebody else is just changing. */
export const lockTexts = (trx: Trx, { caId }: Pick<Context, 'caId'>) =>
  sql`select id from cas where id = ${caId} for update`.execute(trx);

/** The draft as this person saw it. @throws Refusal `not_found`, or `conflict` when it was changed since. */
export async function lockDraft(
  trx: Trx,
  ctx: Pick<Context, 'caId'>,
  named: Named & { readonly revision: number },
): Promise<DraftRow> {
  await lockTexts(trx, ctx);
  const draft = await readDraft(trx, ctx, named);
  if (!draft) throw new Refusal('not_found');
  if (draft.revision !== named.revision) throw new Refusal('conflict');
  return draft;
}

export const removeDraft = (trx: Trx, { caId }: Pick<Context, 'caId'>, { kind, subject }: Named) =>
  trx
    .deleteFrom('text_drafts')
    .where('ca_id', '=', caId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute();
