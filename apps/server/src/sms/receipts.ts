import type { MessageProvider } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';
import type { Receipt } from './providers/provider.ts';

/**
 * Notes what providers report. Nobody signs reports, so one counts only for a message that we sent through this provider under this id to
 * this number, moves it from `sent` to `delivered` or `failed`, and sets nothing else in motion.
 * @returns how many counted, and whether one may be of a message whose sending is not noted yet: it should be asked for again.
 */
export async function applyReceipts(
  ctx: Pick<Context, 'db' | 'caId' | 'clock' | 'personal'>,
  provider: MessageProvider,
  receipts: readonly Receipt[],
): Promise<{ readonly counted: number; readonly isEarly: boolean }> {
  let counted = 0;
  let isEarly = false;
  for (const receipt of receipts) {
    if (await apply(ctx, provider, receipt)) counted += 1;
    else isEarly ||= await isUnderWay(ctx, provider, receipt.to);
  }
  return { counted, isEarly };
}

async function apply(
  { db, caId, clock, personal }: Pick<Context, 'db' | 'caId' | 'clock' | 'personal'>,
  provider: MessageProvider,
  { providerId, to, isDelivered, code }: Receipt,
): Promise<boolean> {
  const changed = await db
    .updateTable('sms_messages')
    .set(
      isDelivered
        ? { state: 'delivered', delivered_at: clock() }
        : { state: 'failed', failure: `undelivered:${code ?? 'no_code'}` },
    )
    .where('ca_id', '=', caId)
    .where('provider', '=', provider)
    .where('provider_id', '=', providerId)
    .where('mobile_index', '=', personal.index('mobile', to))
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** A phone may have the message before we have written down the provider's answer. */
async function isUnderWay(
  { db, caId, personal }: Pick<Context, 'db' | 'caId' | 'personal'>,
  provider: MessageProvider,
  to: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('sms_attempts')
    .innerJoin('sms_messages', 'sms_messages.id', 'sms_attempts.message_id')
    .select('sms_attempts.id')
    .where('sms_messages.ca_id', '=', caId)
    .where('sms_messages.mobile_index', '=', personal.index('mobile', to))
    .where('sms_messages.state', '=', 'queued')
    .where('sms_attempts.provider', '=', provider)
    .where('sms_attempts.outcome', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
