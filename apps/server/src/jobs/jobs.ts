import { type Kysely, sql, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Log } from '../db/log.ts';
import type { Engine } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { storyNow } from '../traces/story.ts';
import type { Watch } from '../traces/watch.ts';
import { claim, freeAll } from './claim.ts';
import type { JobName } from './names.ts';
import { type Handler, run, type Worker } from './run.ts';
import { nextRun, type Rhythm } from './schedule.ts';

export interface SendOptions {
  /** Not before then; now when absent. */
  readonly startAfter?: Date;
  /** While a job of this name and key waits, another is not queued. One that has begun does not count. */
  readonly singletonKey?: string;
}
export interface Jobs {
  /** Queues in the transaction: rolled back, it was never queued. `data` holds ids only. */
  send(
    trx: Transaction<Database> | Kysely<Database>,
    name: JobName,
    data: Readonly<Record<string, unknown>>,
    options?: SendOptions,
  ): Promise<void>;
  /** `atOnce`: for long work, so many on this node at a time and in places of its own. Names the one handler of a job; at least once for each job, with back-off when it throws. @throws Error when it has one already. */
  work(name: JobName, handler: Handler, options?: Pick<Worker, 'atOnce'>): void;
  /** The same for work that repeats, on one node at a time. With `atOnce` no backlog of other work holds it up. */
  every(name: JobName, rhythm: Rhythm, handler: Handler, options?: Pick<Worker, 'atOnce'>): void;
  /** Begins to look for due jobs. Register handlers first. */
  start(): Promise<void>;
  /** Takes no more jobs; graceful (the default), it waits for those that run. */
  stop(isGraceful?: boolean): Promise<void>;
  /** Does all jobs that are due by the clock, one after the other in order, also those that they queue; returns how many. */
  drain(): Promise<number>;
}
export interface JobsStart {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  readonly clock?: () => Date;
  readonly log?: Log;
  readonly watch?: Watch;
}

const POLL_MS = 500;
const AT_ONCE = 4;

export function createJobs({ db, engine, log, watch, clock = () => new Date() }: JobsStart): Jobs {
  const workers = new Map<JobName, Worker>();
  const running = new Set<Promise<void>>();
  const places = new Map<JobName, number>();
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> | undefined;
  let isStarted = false;

  function register(name: JobName, worker: Worker) {
    if (workers.has(name)) throw new Error(`${name} has a handler already`);
    workers.set(name, worker);
  }
  function begin(claimed: Awaited<ReturnType<typeof claim>>[number]): Promise<void> {
    const worker = workers.get(claimed.name);
    return worker ? run({ db, clock, log, watch }, claimed, worker) : Promise.resolve();
  }
  async function poll() {
    const long = [...workers].flatMap(([name, { atOnce }]) => (atOnce === undefined ? [] : [{ name, atOnce }]));
    const short = [...workers.keys()].filter((name) => !long.some((one) => one.name === name));
    const taken = [...places.values()].reduce((sum, count) => sum + count, 0);
    const claims = [await claim(db, short, clock(), AT_ONCE - (running.size - taken))];
    for (const { name, atOnce } of long)
      claims.push(await claim(db, [name], clock(), atOnce - (places.get(name) ?? 0)));
    for (const claimed of claims.flat()) {
      const isLong = workers.get(claimed.name)?.atOnce !== undefined;
      const count = (by: number) => isLong && places.set(claimed.name, (places.get(claimed.name) ?? 0) + by);
      count(1);
      const work = begin(claimed)
        .catch((error: unknown) =>
          log?.error({ err: error, job: claimed.name, jobId: claimed.id }, 'the end of a job could not be noted'),
        )
        .finally(() => {
          running.delete(work);
          count(-1);
          look(0);
        });
      running.add(work);
    }
  }
  /** One poll at a time; the next follows `ms` later, and at once when a job ended. */
  function look(ms: number) {
    if (!isStarted) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      polling ??= poll()
        .catch((error: unknown) => log?.error({ err: error }, 'due jobs could not be read'))
        .finally(() => {
          polling = undefined;
          look(POLL_MS);
        });
    }, ms);
  }
  async function prime() {
    for (const [name, { rhythm }] of workers) if (rhythm !== undefined) await schedule(db, name, rhythm, clock());
  }

  return {
    send: (trx, name, data, options) => queue(trx, name, data, clock(), options),
    work: (name, handler, options = {}) => register(name, { handler, ...options }),
    every: (name, rhythm, handler, options = {}) => register(name, { handler, rhythm, ...options }),
    async start() {
      if (isStarted) return;
      if (engine === 'embedded') await freeAll(db);
      await prime();
      isStarted = true;
      look(0);
    },
    async stop(isGraceful = true) {
      isStarted = false;
      clearTimeout(timer);
      await polling;
      if (isGraceful) await Promise.all(running);
    },
    async drain() {
      await prime();
      for (let done = 0; ; done += 1) {
        const [claimed] = await claim(db, [...workers.keys()], clock(), 1);
        if (!claimed) return done;
        await begin(claimed);
      }
    },
  };
}

async function queue(
  db: Kysely<Database>,
  name: JobName,
  data: Readonly<Record<string, unknown>>,
  now: Date,
  { startAfter, singletonKey }: SendOptions = {},
): Promise<void> {
  const story = storyNow();
  await db
    .insertInto('jobs')
    .values({
      id: uuid(),
      name,
      data: JSON.stringify(data),
      singleton_key: singletonKey ?? null,
      run_at: startAfter ?? now,
      created_at: now,
      request_id: story?.id ?? null,
      traceparent: story?.span?.traceparent ?? null,
    })
    .onConflict((conflict) => conflict.columns(['name', 'singleton_key']).doNothing())
    .execute();
}

/** One row for each repeated job, whatever the number of nodes: due at once when new (a time of day waits for it), nearer when the rhythm became shorter. */
async function schedule(db: Kysely<Database>, name: JobName, rhythm: Rhythm, now: Date): Promise<void> {
  const next = nextRun(rhythm, now);
  await db
    .insertInto('jobs')
    .values({
      id: uuid(),
      name,
      data: '{}',
      singleton_key: 'every',
      is_recurring: true,
      run_at: typeof rhythm === 'number' ? now : next,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['name', 'singleton_key'])
        .doUpdateSet({ run_at: sql`least(jobs.run_at, ${next}::timestamptz)` }),
    )
    .execute();
}
