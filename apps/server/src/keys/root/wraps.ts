import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Db, Trx } from '../../context.ts';
import type { RootWrapsTable } from '../../db/schema/vault.ts';
import type { Wrapping } from './holder.ts';

export type RootWrap = Selectable<RootWrapsTable>;
export type OpenWrap = RootWrap & { wrapped: string };

/** Newest first, the retired ones too. */
export const readAllWraps = (db: Db | Trx): Promise<RootWrap[]> =>
  db.selectFrom('root_wraps').selectAll().orderBy('step', 'desc').execute();

/** Those that open the root key, newest first. */
export const readWraps = async (db: Db | Trx): Promise<OpenWrap[]> =>
  (await readAllWraps(db)).filter((one): one is OpenWrap => one.wrapped !== null);

/** Takes the wrap away and leaves its row. @returns how many were retired. */
export async function retireWraps(trx: Trx, ids: readonly string[], now: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const done = await trx
    .updateTable('root_wraps')
    .set({ wrapped: null, retired_at: now })
    .where('id', 'in', ids)
    .where('wrapped', 'is not', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export interface NewWrap {
  readonly by: Wrapping;
  readonly wrappingKey: string;
  readonly wrapped: string;
  readonly shares?: { readonly needed: number; readonly made: number };
}

/** @returns false when that key wraps the root key already, or did and was retired. */
export async function addWrap(trx: Db | Trx, one: NewWrap, now: Date): Promise<boolean> {
  const row = await trx
    .insertInto('root_wraps')
    .values({
      id: uuid(),
      step: sql<number>`(select coalesce(max(step), 0) + 1 from root_wraps)`,
      root_version: 1,
      wrapped_by: one.by,
      wrapping_key: one.wrappingKey,
      wrapped: one.wrapped,
      shares_needed: one.shares?.needed ?? null,
      shares_made: one.shares?.made ?? null,
      made_at: now,
    })
    .onConflict((on) => on.columns(['wrapped_by', 'wrapping_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
