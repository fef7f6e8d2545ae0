import { handle } from '../operation.ts';
import { GatewayFault, GatewayRefusal } from '../payments/channels/channel.ts';
import { isViolation } from '../payments/violation.ts';
import { Refusal } from '../refusal.ts';
import { type Record, reconcileBill } from './reconcile.ts';
import { billRows, showBill } from './show.ts';

export const reconcile = handle('bills.reconcile', async ({ channel, day }, act) => {
  const { ctx } = act;
  if (!ctx.channels.has(channel)) throw new Refusal('channel_off');
  const record: Record = (run) => act.write(async (trx, leaf) => leaf(await run(trx)));
  await reconcileBill(ctx, { channel, day }, record).catch((fault: unknown) => {
    if (fault instanceof GatewayFault && fault.code === 'bill_not_ready') throw new Refusal('bill_not_ready');
    if (fault instanceof GatewayRefusal) throw new Refusal('gateway_refused', { inside: fault.code });
    if (fault instanceof GatewayFault) throw new Refusal('gateway_silent', { inside: fault.code });
    // Somebody else, or the day's job, is at the same lines.
    if (isViolation(fault, 'bill_lines_pkey')) throw new Refusal('bill_busy');
    throw fault;
  });
  return showBill(await billRows(ctx).where('channel', '=', channel).where('day', '=', day).executeTakeFirstOrThrow());
});
