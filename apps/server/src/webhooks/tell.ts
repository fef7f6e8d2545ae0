import type { WebhookEvent } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';

export interface Told {
  readonly event: WebhookEvent;
  /** An order's number or a UKey's serial: what is told of one of them arrives in its order. */
  readonly subject: string;
  /** Ids and states; never personal data. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly now: Date;
}

/** Who wants to hear of one of these events; nobody, and nothing is written. */
export const listeners = (trx: Trx, ctx: Pick<Context, 'caId'>) =>
  trx
    .selectFrom('webhooks')
    .select(['id', 'events'])
    .where('ca_id', '=', ctx.caId)
    .where('state', '=', 'active')
    .where('removed_at', 'is', null)
    .execute();

/** Leaves messages for every subscriber, in the transaction of what they tell of: rolled back, nothing was told; committed, it will be. */
export async function tellAll(trx: Trx, ctx: Pick<Context, 'caId'>, told: readonly Told[]): Promise<void> {
  const hooks = await listeners(trx, ctx);
  const wanted = told.filter(({ event }) => hooks.some(({ events }) => events.includes(event)));
  for (let from = 0; from < wanted.length; from += rowsAtOnce)
    await leave(trx, ctx, wanted.slice(from, from + rowsAtOnce), hooks);
}

export const tell = (trx: Trx, ctx: Pick<Context, 'caId'>, told: Told): Promise<void> => tellAll(trx, ctx, [told]);

/** Far from the 65,535 parameters that a statement may have. */
const rowsAtOnce = 500;

async function leave(
  trx: Trx,
  { caId }: Pick<Context, 'caId'>,
  told: readonly Told[],
  hooks: readonly { readonly id: string; readonly events: readonly WebhookEvent[] }[],
): Promise<void> {
  const messages = told.map((one) => ({ ...one, id: uuid() }));
  await trx
    .insertInto('webhook_messages')
    .values(
      messages.map(({ id, event, subject, data, now }) => ({
        id,
        ca_id: caId,
        event,
        subject,
        data: JSON.stringify(data),
        at: now,
      })),
    )
    .execute();
  const deliveries = messages.flatMap(({ id, event, subject, now }) =>
    hooks
      .filter(({ events }) => events.includes(event))
      .map((hook) => ({
        id: uuid(),
        ca_id: caId,
        webhook_id: hook.id,
        message_id: id,
        subject,
        state: 'waiting' as const,
        next_at: now,
        created_at: now,
      })),
  );
  await trx.insertInto('webhook_deliveries').values(deliveries).execute();
}
