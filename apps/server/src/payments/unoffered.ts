import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import type { Try } from './ask.ts';
import { closeAttempt, lockAttempt } from './trade.ts';

/**
 * Ends a try of which nobody was ever given a QR or a page: no money can come by it, and its gateway, which may never have heard of it,
 * need not say so. WeChat's "no such trade" comes without a signature, and would be asked for ever. An offer that is being made at this
 * moment finds the try closed and is shown to nobody. @returns false where it was offered, or ended already.
 */
export const endUnoffered = (ctx: Context, { number, channel }: Try): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const attempt = (await lockAttempt(trx, ctx, number))?.attempt;
    if (attempt?.state !== 'open' || Object.keys(attempt.offers).length > 0) return false;
    const at = ctx.clock();
    await closeAttempt(trx, attempt, at);
    const origin = { ctx, at, actor: 'system', operation: 'payments.observe', requestId: null };
    await writeLeaf(trx, origin, { subject: number, detail: { channel, source: 'never offered', outcome: 'closed' } });
    return true;
  });
