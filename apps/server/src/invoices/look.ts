import type { Leaf } from '../audit/leaf.ts';
import { actorOf, writeLeaf } from '../audit/write.ts';
import type { Act, OperationName } from '../operation.ts';

/** Who looked at the persons' data of an invoice, recorded before it leaves. */
export const recordLook = (
  { ctx, who, now, requestId }: Pick<Act, 'ctx' | 'who' | 'now' | 'requestId'>,
  operation: OperationName,
  leaf: Leaf,
): Promise<unknown> =>
  ctx.db
    .transaction()
    .execute((trx) => writeLeaf(trx, { ctx, at: now, actor: actorOf(who), operation, requestId }, leaf));
