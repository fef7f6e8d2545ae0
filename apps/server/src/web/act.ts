import { setTimeout as sleep } from 'node:timers/promises';
import type { Leaf } from '../audit/leaf.ts';
import { actorOf, writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { type DatabaseFault, faultOf } from '../db/faults.ts';
import type { Act, Who } from '../operation.ts';

/** Of a transaction that certainly was not committed: it may simply run again. `unknown` is not among them. */
const uncommitted: ReadonlySet<DatabaseFault | undefined> = new Set(['race', 'stale', 'gone', 'read_only']);
const attempts = 3;
/** Where the database changes hands, the next try waits for a connection too (`db/pool.ts`). */
const pauseMs = 100;

export interface Recorder {
  readonly write: Act['write'];
  /** Leaves committed so far: an act that answers success without one has escaped the audit log. */
  readonly leaves: () => number;
}

/** `act.write` for one request: the transaction, its leaf, and another try when the database asks for one. */
export function createRecorder(
  ctx: Pick<Context, 'db' | 'caId' | 'auditKey'>,
  request: { readonly operation: string; readonly who: Who; readonly now: Date; readonly requestId: string },
): Recorder {
  let leaves = 0;
  const origin = {
    ctx,
    at: request.now,
    actor: actorOf(request.who),
    operation: request.operation,
    requestId: request.requestId,
  };

  async function once<T>(run: (trx: Trx, leaf: (entry: Leaf) => void) => Promise<T>): Promise<T> {
    return ctx.db.transaction().execute(async (trx) => {
      let told: Leaf | undefined;
      const result = await run(trx, (entry) => {
        if (told) throw new Error(`${request.operation} gave two audit leaves in one transaction`);
        told = entry;
      });
      if (!told) throw new Error(`${request.operation} gave no audit leaf`);
      await writeLeaf(trx, origin, told);
      return result;
    });
  }

  return {
    leaves: () => leaves,
    async write(run) {
      for (let attempt = 1; ; attempt++) {
        try {
          const result = await once(run);
          leaves++;
          return result;
        } catch (error) {
          const fault = faultOf(error);
          if (attempt === attempts || !uncommitted.has(fault)) throw error;
          if (fault === 'gone' || fault === 'read_only') await sleep(pauseMs * attempt);
        }
      }
    },
  };
}
