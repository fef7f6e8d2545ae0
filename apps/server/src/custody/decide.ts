import { liveCeremony } from '../ceremonies/live.ts';
import { handle } from '../operation.ts';
import { approvalMessage } from '../orders/approvalMessage.ts';
import { lockOrder } from '../orders/lock.ts';
import { tellCustomer } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { methodsOf, needsCustodian } from '../ukeys/models.ts';
import { custodyOf } from './custody.ts';

/** A later decision takes the place of an earlier one as long as nothing was begun; the audit log keeps them all. */
export const decide = handle('custody.decide', ({ number, decision, method, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Refusal('not_found');
    if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
    if (await liveCeremony(trx, order.ukey_id)) throw new Refusal('order_ceremony_running');
    const custody = await custodyOf(trx, ctx, order);
    if (!custody || !methodsOf(custody.model).includes(method)) throw new Refusal('method_impossible');
    if (decision === 'grant' && method === 'trusted_bridge' && !(await ctx.settings(trx)).isTrustedBridgeOn)
      throw new Refusal('trusted_bridge_off');
    const row = {
      method,
      decision: decision === 'grant' ? ('granted' as const) : ('refused' as const),
      reason,
      decided_by: who.staffId,
      decided_at: now,
    };
    await trx
      .insertInto('custody_decisions')
      .values({ order_id: order.id, ca_id: ctx.caId, ...row })
      .onConflict((c) => c.column('order_id').doUpdateSet(row))
      .execute();
    const message =
      decision === 'grant' ? approvalMessage('reset_granted', order, now) : { template: 'reset_not_granted' as const };
    // Who was refused a weaker method goes on by the model's own and need not hear of it.
    if (decision === 'grant' || needsCustodian(custody.model))
      await tellCustomer(trx, ctx, order, message, now.toISOString());
    leaf({ subject: number, detail: { decision: row.decision, method, recorded: custody.model.reset.method, reason } });
    return {};
  }),
);
