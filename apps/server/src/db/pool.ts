import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { faultOf, OutcomeUnknown, Silent } from './faults.ts';

export interface Patience {
  /** How long a connection is tried for before whoever wants it is told. */
  readonly connectMs: number;
  /** More than the server's own time-out: a connection that is silent for longer is cut. */
  readonly answerMs: number;
}

const triesMost = 3;
/** After a restart of the database every idle connection is a dead one, until its end is heard of. */
const lostMost = (pool: pg.Pool): number => (pool.options.max ?? 10) + 1;
const pauseMs = { first: 50, most: 1_000 };

/**
 * The one place where the database is asked again. Only what certainly was not done: connecting, beginning, reading, and what the server itself
 * refused (a lost race, an outdated plan), each as the first thing on its connection, which holds no state of a session then.
 * Everything else is its caller's: `act.write` runs a transaction again that was not committed, jobs are tried later.
 */
export function healing(pool: pg.Pool, patience: Patience): PostgresPool {
  const acquire = () => connect(pool, patience.connectMs);
  return {
    connect: async () =>
      new Borrowed(await acquire(), acquire, {
        answerMs: patience.answerMs,
        lostMost: lostMost(pool),
      }) as unknown as PostgresPoolClient,
    end: () => pool.end(),
    options: pool.options,
  };
}

async function connect(pool: pg.Pool, connectMs: number): Promise<pg.PoolClient> {
  const until = performance.now() + connectMs;
  for (let pause = pauseMs.first; ; pause = Math.min(pause * 2, pauseMs.most)) {
    try {
      return await pool.connect();
    } catch (error) {
      const fault = faultOf(error);
      if ((fault !== 'gone' && fault !== 'read_only') || performance.now() + pause > until) throw error;
      // Not all at the same moment: a database that has just begun is not to be run over.
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
}

const isBegin = (text: string): boolean => /^(begin|start transaction)\b/.test(text);
const isEnd = (text: string): boolean => text === 'commit' || text === 'rollback';
const isRead = (text: string): boolean => /^\s*select\b/i.test(text);
/** Migrations and backups take their time, and say so. */
const isUnhurried = (text: string): boolean => /\bstatement_timeout\s*=\s*0\b/.test(text);

/** A connection until it is given back. */
class Borrowed {
  #client: pg.PoolClient | undefined;
  readonly #acquire: () => Promise<pg.PoolClient>;
  readonly #answerMs: number;
  readonly #lostMost: number;
  #isUsed = false;
  #isInTransaction = false;
  #isUnhurried = false;
  #isBroken = false;

  constructor(
    client: pg.PoolClient,
    acquire: () => Promise<pg.PoolClient>,
    { answerMs, lostMost }: { readonly answerMs: number; readonly lostMost: number },
  ) {
    this.#client = client;
    this.#acquire = acquire;
    this.#answerMs = answerMs;
    this.#lostMost = lostMost;
  }

  get processID(): number | undefined {
    return (this.#client as { readonly processID?: number }).processID;
  }

  release(error?: Error | boolean): void {
    this.#client?.release(error ?? this.#isBroken);
    this.#client = undefined;
  }

  async query(text: string, values: unknown[]): Promise<pg.QueryResult> {
    for (let tries = 1; ; tries += 1) {
      const isFirst = !this.#isUsed;
      this.#isUsed = true;
      if (isUnhurried(text)) this.#isUnhurried = true;
      try {
        const result = await this.#ask(text, values);
        this.#isInTransaction = isBegin(text) || (this.#isInTransaction && !isEnd(text));
        return result;
      } catch (error) {
        const fault = faultOf(error);
        const isLost = fault === 'gone' || fault === 'read_only';
        this.#isBroken ||= isLost;
        const isHarmless = isRead(text) || isBegin(text);
        const isUndone = fault === 'race' || fault === 'stale' || (isLost && isHarmless);
        if (isFirst && isUndone && tries < (isLost ? this.#lostMost : triesMost)) {
          if (isLost) await this.#exchange();
          this.#isUsed = false;
          continue;
        }
        // It ended with its connection.
        if (text === 'rollback' && fault === 'gone')
          return { command: 'ROLLBACK', rowCount: 0, oid: 0, fields: [], rows: [] };
        const isCommitted = text === 'commit' || (!this.#isInTransaction && !isHarmless);
        throw fault === 'gone' && isCommitted ? new OutcomeUnknown(error) : error;
      }
    }
  }

  async #exchange(): Promise<void> {
    // First: where all have lost theirs, nobody finds room for a second.
    this.release(true);
    this.#client = await this.#acquire();
    this.#isBroken = false;
  }

  async #ask(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const client = this.#client;
    if (!client) throw new Error('Client was closed: it was given back');
    if (this.#isUnhurried) return client.query(text, values);
    const silent = Promise.withResolvers<never>();
    const timer = setTimeout(() => silent.reject(new Silent()), this.#answerMs);
    try {
      return await Promise.race([client.query(text, values), silent.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
