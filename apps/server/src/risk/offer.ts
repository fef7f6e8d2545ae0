import { randomBytes } from 'node:crypto';
import { stopCodeLength, stopCodeLetters } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { contactOf } from './contact.ts';

/** Whoever can plug a UKey in can apply for it again and again: the contact is not to be flooded. */
const offersPerDay = 3;

/** 32 letters, so a byte's lower five bits choose evenly. */
export const newStopCode = (): string =>
  [...randomBytes(stopCodeLength)].map((byte) => stopCodeLetters.charAt(byte & 31)).join('');

export const stopCodeIndex = (ctx: Pick<Context, 'personal'>, code: string): string =>
  ctx.personal.index('code', `stop ${code}`);

/** The page that asks once; its code stands in the fragment, which no server and no log sees. */
export const stopLink = (portalOrigin: string, code: string): string => `${portalOrigin}/stop#${code}`;

/** Tells the contact on the CA's own record, once for each order, and gives the code that stops it (threat T1). */
export async function offerStop(trx: Trx, ctx: Context, order: OrderRow, now: Date): Promise<void> {
  const contact = await contactOf(trx, ctx, order.ukey_id);
  if (!contact) return;
  const known = await trx.selectFrom('stop_offers').select('id').where('order_id', '=', order.id).executeTakeFirst();
  if (known) return;
  const { count } = await trx
    .selectFrom('stop_offers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ukey_id', '=', order.ukey_id)
    .where('made_at', '>', new Date(now.getTime() - 24 * 3_600_000))
    .executeTakeFirstOrThrow();
  if (Number(count) >= offersPerDay) return;
  const { stopDays } = (await ctx.settings(trx)).risk;
  const code = newStopCode();
  await trx
    .insertInto('stop_offers')
    .values({
      id: uuid(),
      ca_id: ctx.caId,
      order_id: order.id,
      ukey_id: order.ukey_id,
      code_index: stopCodeIndex(ctx, code),
      made_at: now,
      expires_at: new Date(now.getTime() + stopDays * 24 * 3_600_000),
    })
    .execute();
  const message = {
    variables: { number: order.number, stop: code },
    orderId: order.id,
    onceKey: `stop_offer:${order.id}`,
  };
  if (contact.mobile !== null) await ctx.sms.queue(trx, { ...message, to: contact.mobile, template: 'stop_offer' });
  if (contact.mail !== null && ctx.config.mail !== undefined)
    await ctx.sms.queueMail(trx, {
      ...message,
      to: contact.mail,
      template: 'stop_offer_mail',
      variables: { ...message.variables, link: stopLink(ctx.config.portal.origin, code) },
      onceKey: `mail:${message.onceKey}:contact`,
    });
}
