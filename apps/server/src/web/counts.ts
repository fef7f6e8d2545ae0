import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** What all nodes counted together. */
export interface Counts {
  /** Adds one node's counts and reads the sums, in one statement. Empty when the database is away: nobody is refused for that. */
  add(limit: string, counted: ReadonlyMap<string, number>, minute: Date): Promise<ReadonlyMap<string, number>>;
}

/** In one statement; the rest follows a second later. */
const callersMost = 500;
const keptMs = 5 * 60_000;

type Ground = Pick<Context, 'db' | 'personal' | 'log'>;

export function createCounts({ db, personal, log }: Ground): Counts {
  return {
    async add(limit, counted, minute) {
      try {
        const byMark = new Map(
          [...counted]
            .toSorted(([, one], [, other]) => other - one)
            .slice(0, callersMost)
            .map(([caller, requests]) => [personal.index('address', `${limit} ${caller}`), { caller, requests }]),
        );
        // In one order: nodes that tell of the same callers at once must not wait for each other in a circle.
        const marks = [...byMark.keys()].toSorted();
        const requests = marks.map((mark) => byMark.get(mark)?.requests ?? 0);
        const { rows } = await sql<{ caller: string; requests: number }>`
          insert into request_counts (caller, minute, requests)
          select caller, ${minute}::timestamptz, requests from unnest(${marks}::text[], ${requests}::int[]) as told(caller, requests)
          on conflict (caller, minute) do update set requests = request_counts.requests + excluded.requests
          returning caller, requests`.execute(db);
        return new Map(rows.map((row) => [byMark.get(row.caller)?.caller ?? '', row.requests]));
      } catch (error) {
        log.debug({ err: error }, 'requests could not be counted together with the other nodes');
        return new Map();
      }
    },
  };
}

/** Deletes the counts of minutes that are over. For its job. */
export async function forgetCounts({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await db
    .deleteFrom('request_counts')
    .where('minute', '<', new Date(clock().getTime() - keptMs))
    .execute();
}
