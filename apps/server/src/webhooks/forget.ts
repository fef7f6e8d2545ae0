import type { Context } from '../context.ts';

/** The log of what was sent helps for a month; what it told of is in the audit log for good. */
const keptDays = 30;

/** Job `webhooks.forget`. Only what waits nowhere any more. */
export async function forgetOldMessages(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - keptDays * 86_400_000);
  await ctx.db
    .deleteFrom('webhook_messages as m')
    .where('m.ca_id', '=', ctx.caId)
    .where('m.at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhook_deliveries as d')
            .innerJoin('webhooks as w', 'w.id', 'd.webhook_id')
            .select('d.id')
            .whereRef('d.message_id', '=', 'm.id')
            .where('d.state', '=', 'waiting')
            .where('w.removed_at', 'is', null),
        ),
      ),
    )
    .execute();
}
