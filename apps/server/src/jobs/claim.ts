import { type Kysely, sql, type Updateable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { JobsTable } from '../db/schema/jobs.ts';
import type { Database } from '../db/schema.ts';
import type { JobName } from './names.ts';

/** How long a job is held without a sign of life of its runner. */
export const LEASE_MS = 60_000;

export interface Claimed {
  readonly id: string;
  readonly name: JobName;
  readonly data: Readonly<Record<string, unknown>>;
  readonly attempt: number;
  readonly isRecurring: boolean;
  readonly runAt: Date;
  /** Of the request that queued it. */
  readonly requestId: string | null;
  readonly traceparent: string | null;
  readonly token: string;
}
type Db = Kysely<Database>;

/**
 * Takes up to `limit` due jobs, oldest first. Rows that another runner is taking are passed over, so that nobody waits and none is taken twice.
 * The due ones are found in a step of their own: within a join PostgreSQL may look for them again for every row, and take more than the limit.
 */
export async function claim(db: Db, names: readonly JobName[], now: Date, limit: number): Promise<Claimed[]> {
  if (names.length === 0 || limit < 1) return [];
  const token = uuid();
  const { rows } = await sql<Omit<Claimed, 'token'>>`
    with due as materialized (
      select id from jobs
      where dead_at is null and run_at <= ${now} and (locked_until is null or locked_until <= ${now}) and name = any(${names})
      order by run_at, id limit ${limit} for update skip locked)
    update jobs set locked_until = ${lease(now)}, lock_token = ${token}, attempts = attempts + 1,
      singleton_key = case when is_recurring then singleton_key end
    from due where jobs.id = due.id
    returning jobs.id, name, data, attempts as attempt, is_recurring as "isRecurring", run_at as "runAt",
      request_id as "requestId", traceparent`.execute(db);
  return rows
    .toSorted((a, b) => a.runAt.getTime() - b.runAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((row) => ({ ...row, token }));
}

/** The jobs of an engine that only this process can open belong to nobody after a start: a kill left them held. */
export async function freeAll(db: Db): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ locked_until: null, lock_token: null })
    .where('locked_until', 'is not', null)
    .execute();
}

/** These four tell whether the job was still held: a runner that was thought dead must not finish another's work. */
export const renew = (db: Db, job: Claimed, now: Date): Promise<boolean> =>
  changeHeld(db, job, { locked_until: lease(now) });

export async function finish(db: Db, job: Claimed): Promise<boolean> {
  const done = await db
    .deleteFrom('jobs')
    .where('id', '=', job.id)
    .where('lock_token', '=', job.token)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export const putOff = (
  db: Db,
  job: Claimed,
  to: { readonly runAt: Date; readonly failure: string | null },
): Promise<boolean> =>
  changeHeld(db, job, {
    run_at: to.runAt,
    failure: to.failure,
    locked_until: null,
    lock_token: null,
    ...(to.failure === null && { attempts: 0 }),
  });

export const bury = (db: Db, job: Claimed, failure: string, now: Date): Promise<boolean> =>
  changeHeld(db, job, { dead_at: now, failure, locked_until: null, lock_token: null });

const lease = (now: Date) => new Date(now.getTime() + LEASE_MS);

async function changeHeld(db: Db, job: Claimed, changes: Updateable<JobsTable>): Promise<boolean> {
  const changed = await db
    .updateTable('jobs')
    .set(changes)
    .where('id', '=', job.id)
    .where('lock_token', '=', job.token)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
