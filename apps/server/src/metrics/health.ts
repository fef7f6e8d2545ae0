import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Whether this node should be sent requests. */
export interface Health {
  isReady(): Promise<boolean>;
}

/** A failover of the database takes less; who cannot reach it for longer than this has nothing to answer with. */
export const silentSecondsMost = 15;
/** Balancers and strangers ask as often as they like: the database is asked once in this time. */
const heardSeconds = 1;
const answerMsMost = 2_000;

/**
 * Ready is a node that is not stopping and that heard its database in the last seconds. Only what this node alone may lack counts: the object
 * store, the vault and the gateways are the same for every node, so that their absence would empty the balancer and take along the pages that
 * still work; it is told by metrics instead. A database that fails over is silent for seconds on every node: that empties no balancer either.
 * @param isOpen false while the server stops
 */
export function createHealth(ctx: Pick<Context, 'db' | 'clock'>, isOpen: () => boolean): Health {
  let heardAt = ctx.clock().getTime();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((done) => {
      timer = setTimeout(() => done(false), answerMsMost);
    });
    const said = sql`select 1`.execute(ctx.db).then(
      () => true,
      () => false,
    );
    if (await Promise.race([said, late])) heardAt = ctx.clock().getTime();
    clearTimeout(timer);
  }

  return {
    async isReady() {
      if (!isOpen()) return false;
      if (Math.abs(ctx.clock().getTime() - askedAt) >= heardSeconds * 1000) {
        asking ??= ask().finally(() => {
          askedAt = ctx.clock().getTime();
          asking = undefined;
        });
        await asking;
      }
      return ctx.clock().getTime() - heardAt <= silentSecondsMost * 1000;
    },
  };
}
