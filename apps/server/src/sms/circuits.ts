import type { MessageProvider } from '@jiesuo/contract/console';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Outcome } from './providers/provider.ts';

/** Failures in a row, over all messages, before a provider rests. An alarm makes it rest at once. */
const failuresMost = 5;
const restMs = { trouble: 60_000, alarm: 300_000 } as const;
/** While one message tries whether the provider is back, the others still pass it by. */
const probeMs = 30_000;

type Part = Pick<Context, 'db' | 'caId' | 'clock'>;

/** Whether a message may go to this provider now. Of a rest that is over, one caller gets `yes`: its message is the probe. @returns until when it rests. */
export async function admit({ db, caId, clock }: Part, provider: MessageProvider): Promise<'yes' | Date> {
  const now = clock();
  const row = await db
    .selectFrom('sms_circuits')
    .select('open_until')
    .where('ca_id', '=', caId)
    .where('provider', '=', provider)
    .executeTakeFirst();
  if (!row?.open_until) return 'yes';
  if (row.open_until > now) return row.open_until;
  const until = new Date(now.getTime() + probeMs);
  const probe = await db
    .updateTable('sms_circuits')
    .set({ open_until: until })
    .where('ca_id', '=', caId)
    .where('provider', '=', provider)
    .where('open_until', '<=', now)
    .returning('provider')
    .executeTakeFirst();
  return probe ? 'yes' : until;
}

/** What an outcome says of the provider itself: taken, or refused for the message's own sake, it works. */
export async function noteOutcome(ctx: Part, provider: MessageProvider, outcome: Outcome): Promise<void> {
  const { db, caId } = ctx;
  const now = ctx.clock();
  if (outcome.is === 'accepted' || outcome.is === 'permanent' || outcome.is === 'wait') {
    await db.deleteFrom('sms_circuits').where('ca_id', '=', caId).where('provider', '=', provider).execute();
    return;
  }
  const isAlarm = outcome.is === 'alarm';
  const rest = new Date(now.getTime() + restMs[isAlarm ? 'alarm' : 'trouble']);
  await db
    .insertInto('sms_circuits')
    .values({
      ca_id: caId,
      provider,
      failures: 1,
      open_until: isAlarm ? rest : null,
      since: now,
      is_alarm: isAlarm,
      code: outcome.code,
    })
    .onConflict((c) =>
      c.columns(['ca_id', 'provider']).doUpdateSet((e) => ({
        failures: e('sms_circuits.failures', '+', 1),
        is_alarm: isAlarm,
        code: outcome.code,
        open_until: sql<Date | null>`case when ${isAlarm}::boolean or sms_circuits.failures + 1 >= ${failuresMost}::integer
          then ${rest}::timestamptz end`,
      })),
    )
    .execute();
}
