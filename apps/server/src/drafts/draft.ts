import { type Draft, type DraftForm, draftForm } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { DraftsTable } from '../db/schema/orders.ts';
import { showMaterial } from '../materials/show.ts';
import { feeOf } from '../texts/fee.ts';

export type DraftRow = Selectable<DraftsTable>;

const place = (id: string) => `drafts.form_sealed:${id}`;

export const sealForm = (ctx: Context, id: string, form: DraftForm): string =>
  ctx.personal.seal(place(id), JSON.stringify(form));
export const openForm = (ctx: Context, row: DraftRow): DraftForm =>
  draftForm.parse(JSON.parse(ctx.personal.open(place(row.id), row.form_sealed)));

export const draftOf = (db: Db | Trx, ctx: Context, accountId: string): Promise<DraftRow | undefined> =>
  db
    .selectFrom('drafts')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();

/** For a decision: nobody else changes or submits the draft until this transaction ends. */
export const lockDraft = (trx: Trx, ctx: Context, accountId: string): Promise<DraftRow | undefined> =>
  trx
    .selectFrom('drafts')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();

export const materialsOf = (db: Db | Trx, draftId: string) =>
  db
    .selectFrom('materials')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('replaced_at', 'is', null)
    .orderBy('kind')
    .execute();

/** The draft as its owner sees it. */
export async function showDraft(db: Db | Trx, ctx: Context, row: DraftRow): Promise<Draft> {
  return {
    id: row.id,
    ukey: row.ukey,
    form: openForm(ctx, row),
    materials: (await materialsOf(db, row.id)).map(showMaterial),
    feeFen: feeOf(await ctx.texts(db)),
    updatedAt: row.updated_at.toISOString(),
  };
}
