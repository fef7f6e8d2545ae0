import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Log } from '../db/log.ts';
import type { Database } from '../db/schema.ts';
import type { JobOutcome } from '../metrics/metrics.ts';
import { tellIn } from '../traces/story.ts';
import type { Watch } from '../traces/watch.ts';
import { bury, type Claimed, finish, LEASE_MS, putOff, renew } from './claim.ts';
import { ATTEMPTS_MAX, nextRun, type Rhythm, retryAt } from './schedule.ts';

export interface Job {
  readonly id: string;
  /** From 1. A job may run again after it did its work: a kill can fall between the work and its note. Handlers must bear that. */
  readonly attempt: number;
  /** When this one fails too, nobody tries again. */
  readonly isLast: boolean;
}
export type Handler = (data: Readonly<Record<string, unknown>>, job: Job) => Promise<void>;

export interface Worker {
  readonly handler: Handler;
  readonly rhythm?: Rhythm;
  /** Long work has so many places of its own on this node, beside those of all other work. */
  readonly atOnce?: number;
}
interface Runner {
  readonly db: Kysely<Database>;
  readonly clock: () => Date;
  readonly log?: Log | undefined;
  readonly watch?: Watch | undefined;
}

/** Does one claimed job in the story of the request that queued it, a repeated one in a story of its own, and notes how it ended. Never throws for the job's own failure. */
export async function run(runner: Runner, claimed: Claimed, worker: Worker): Promise<void> {
  const { clock, log, watch } = runner;
  const { name, traceparent, runAt } = claimed;
  const startedAt = performance.now();
  const waitedSeconds = (clock().getTime() - runAt.getTime()) / 1000;
  const span = watch?.traces.begin(`job ${name}`, { job: name, attempt: claimed.attempt }, traceparent ?? undefined);
  await tellIn({ id: claimed.requestId ?? uuid(), span }, async () => {
    const outcome = await runHere(runner, claimed, worker);
    const ms = performance.now() - startedAt;
    watch?.metrics.ran(name, outcome, ms / 1000, waitedSeconds);
    span?.end(outcome === 'done' ? 'ok' : outcome, { isFault: outcome !== 'done' });
    const line = { job: name, jobId: claimed.id, attempt: claimed.attempt, outcome, ms: Math.round(ms) };
    // Repeated ones would say so every few seconds.
    if (worker.rhythm === undefined) log?.info(line, 'a job ran');
    else log?.debug(line, 'a job ran');
  });
}

async function runHere({ db, clock, log }: Runner, claimed: Claimed, { handler, rhythm }: Worker): Promise<JobOutcome> {
  const about = { job: claimed.name, jobId: claimed.id, attempt: claimed.attempt };
  const heartbeat = setInterval(() => {
    renew(db, claimed, clock()).catch((error: unknown) =>
      log?.warn({ ...about, err: error }, 'a running job could not be held'),
    );
  }, LEASE_MS / 3);
  heartbeat.unref();
  let error: unknown;
  let isDone = false;
  try {
    await handler(claimed.data, {
      id: claimed.id,
      attempt: claimed.attempt,
      isLast: rhythm === undefined && claimed.attempt >= ATTEMPTS_MAX,
    });
    isDone = true;
  } catch (thrown) {
    error = thrown;
  } finally {
    clearInterval(heartbeat);
  }
  const wasHeld = isDone ? await noteDone() : await noteFailed();
  if (!wasHeld) {
    log?.warn(about, 'a job took longer than it was held; another runner may have done it again');
    return 'lost';
  }
  if (isDone) return 'done';
  return rhythm === undefined && claimed.attempt >= ATTEMPTS_MAX ? 'dead' : 'failed';

  function noteDone(): Promise<boolean> {
    return rhythm === undefined
      ? finish(db, claimed)
      : putOff(db, claimed, { runAt: nextRun(rhythm, clock()), failure: null });
  }
  function noteFailed(): Promise<boolean> {
    const now = clock();
    const failure = kindOf(error);
    if (rhythm === undefined && claimed.attempt >= ATTEMPTS_MAX) {
      log?.error({ ...about, err: error }, 'a job failed for the last time');
      return bury(db, claimed, failure, now);
    }
    log?.warn({ ...about, err: error }, 'a job failed and will be tried again');
    const retry = retryAt(claimed.attempt, now);
    const regular = rhythm === undefined ? retry : nextRun(rhythm, now);
    return putOff(db, claimed, { runAt: retry < regular ? retry : regular, failure });
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
