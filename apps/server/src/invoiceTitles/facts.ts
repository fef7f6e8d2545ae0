import type { Title, TitleFacts } from '@jiesuo/contract/portal';
import type { Selectable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { InvoiceTitlesTable } from '../db/schema/invoices.ts';

export type TitleRow = Selectable<InvoiceTitlesTable>;
type Sealing = Pick<Context, 'personal'>;

/** All that stands on an invoice of its receiver, sealed together for one row; `place` is `table.column:id`. */
export const sealFacts = ({ personal }: Sealing, place: string, facts: TitleFacts): string =>
  personal.seal(place, JSON.stringify(facts));

/** @throws Error when it was forgotten, changed or moved. */
export const openFacts = ({ personal }: Sealing, place: string, sealed: string): TitleFacts =>
  JSON.parse(personal.open(place, sealed)) as TitleFacts;

const placeOf = (id: string) => `invoice_titles.facts_sealed:${id}`;

export const sealTitle = (ctx: Sealing, id: string, { isDefault: _, ...facts }: Omit<Title, 'id'>): string =>
  sealFacts(ctx, placeOf(id), facts);

export const factsOf = (ctx: Sealing, { id, facts_sealed: sealed }: TitleRow): TitleFacts =>
  openFacts(ctx, placeOf(id), sealed);

export const openTitle = (ctx: Sealing, row: TitleRow): Title => ({
  id: row.id,
  ...factsOf(ctx, row),
  isDefault: row.is_default,
});

/** Default first, then newest first. */
export const titlesOf = (db: Db | Trx, caId: string, accountId: string): Promise<TitleRow[]> =>
  db
    .selectFrom('invoice_titles')
    .selectAll()
    .where('ca_id', '=', caId)
    .where('account_id', '=', accountId)
    .orderBy('is_default', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
