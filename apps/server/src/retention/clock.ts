import type { RetentionRule } from '@jiesuo/contract';
import { type RawBuilder, type Sql, sql } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { Database } from '../db/schema.ts';
import type { StoredFile } from './record.ts';

/** One rule as the database sees it: which rows, since when, and how they go. */
export interface Clock {
  readonly rule: Exclude<RetentionRule, 'account'>;
  /** Where the records are; every such table has a `ca_id`. */
  readonly table: keyof Database;
  readonly id: string;
  /** A `timestamptz`: when the clock started. Null is not running. */
  readonly since: RawBuilder<Date>;
  /** Which of its rows; a row that went, or was emptied, is none. */
  readonly which?: (before: Date) => RawBuilder<boolean>;
  /** By what name the audit log may call a record. */
  readonly name?: string;
  /** How many share a transaction and a deletion record: one, where a person may ask about it. */
  readonly atOnce: number;
  readonly files?: (trx: Trx, ids: readonly string[]) => Promise<StoredFile[]>;
  readonly erase: (trx: Trx, ctx: Context, ids: readonly string[], now: Date) => Promise<unknown>;
}

export interface Due {
  readonly id: string;
  readonly since: Date;
  readonly name: string | null;
}

const matching = ({ table, since, which }: Clock, caId: string, before: Date) =>
  sql`from ${sql.table(table)} where ca_id = ${caId} and ${since} < ${before} ${which ? sql`and ${which(before)}` : sql``}`;

const columns = ({ id, since, name }: Clock) =>
  sql`${sql.ref(id)} as id, ${since} as since, ${name ? sql.ref(name) : sql`null::text`} as name`;

/** The oldest records whose clock started before. */
export async function findDue(db: Db, caId: string, clock: Clock, before: Date, most: number): Promise<Due[]> {
  const found = await sql<Due>`
    select ${columns(clock)} ${matching(clock, caId, before)} order by since, id limit ${most}
  `.execute(db);
  return found.rows;
}

/** Those that are still due, locked; what somebody else works on is left for the next run. */
export async function lockDue(
  trx: Trx,
  caId: string,
  clock: Clock,
  before: Date,
  ids: readonly string[],
): Promise<Due[]> {
  const found = await sql<Due>`
    select ${columns(clock)} ${matching(clock, caId, before)}
      and ${sql.ref(clock.id)} in (${sql.join(ids)}) for update skip locked
  `.execute(trx);
  return found.rows;
}

/** How many are due, read to `most`. */
export async function countDue(db: Db, caId: string, clock: Clock, before: Date, most: number): Promise<number> {
  const counted = await sql<{ count: number }>`
    select count(*) as count from (select 1 ${matching(clock, caId, before)} limit ${most}) due
  `.execute(db);
  return Number(counted.rows[0]?.count ?? 0);
}

export const column = (name: string): RawBuilder<Date> => (sql as Sql).ref<Date>(name);
