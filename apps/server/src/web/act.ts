import type { Leaf } from '../audit/leaf.ts';
import { actorOf, writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import type { Act, Who } from '../operation.ts';

/** SQLSTATEs of a transaction that lost a race and may simply run again. */
const lostRaces = new Set(['40001', '40P01']);
const attempts = 3;

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

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
          if (attempt === attempts || !lostRaces.has(String(codeOf(error)))) throw error;
        }
      }
    },
  };
}
