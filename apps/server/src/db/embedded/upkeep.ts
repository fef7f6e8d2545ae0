import type { Log } from '../log.ts';
import type { Session } from './session.ts';
import type { Turns } from './turns.ts';

const CHECKPOINT_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 24 * 3_600_000;
/** A busy database is asked again this soon. */
const RETRY_MS = 2_000;

/** PGlite has neither checkpointer nor autovacuum: without this its log and its dead rows grow for ever. Returns the stop. */
export function startUpkeep(session: Session, turns: Turns, log?: Log): () => void {
  const stops = [repeat(CHECKPOINT_EVERY_MS, 'checkpoint'), repeat(VACUUM_EVERY_MS, 'vacuum analyze')];
  return () => {
    for (const stop of stops) stop();
  };

  function repeat(everyMs: number, statement: string): () => void {
    let timer = later(everyMs);
    let isStopped = false;
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };

    function later(ms: number) {
      return setTimeout(() => {
        void run().then((ran) => {
          if (!isStopped) timer = later(ran ? everyMs : RETRY_MS);
        });
      }, ms).unref();
    }
    async function run(): Promise<boolean> {
      const free = turns.takeIfIdle();
      if (!free) return false;
      try {
        await session.query(statement);
      } catch (error) {
        log?.warn({ err: error, statement }, 'database upkeep failed');
      } finally {
        free();
      }
      return true;
    }
  }
}
