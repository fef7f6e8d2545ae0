import type { Order, ReadUkey } from '@jiesuo/contract';
import { registerUkey, subscriber } from '../orders/stageForTests.ts';
import type { Customer, Staff, Trial } from '../trial.ts';

/** An installation whose rules hold orders up, as production's do. */
export const enforced = { env: { RISK_RULES: 'on' } };

export const accepting = (order: Pick<Order, 'materials'>) => ({
  decision: 'approve' as const,
  verdicts: order.materials.map(({ id }) => ({ material: id, verdict: 'accepted' as const })),
});

export async function approveFirst(reviewer: Staff, order: Order): Promise<void> {
  await reviewer.ok('reviews.take', { number: order.number });
  await reviewer.ok('reviews.decide', { number: order.number, ...accepting(order) });
}

/** A registered UKey whose record names this contact. */
export async function ukeyOf(t: Trial, contact: string): Promise<ReadUkey> {
  const ukey = await registerUkey(t);
  const { id } = await t.ctx.db
    .selectFrom('ukeys')
    .select('id')
    .where('serial', '=', ukey.claimedSerial)
    .executeTakeFirstOrThrow();
  await t.ctx.db
    .updateTable('ukeys')
    .set({
      contact_sealed: t.ctx.personal.seal(`ukeys.contact_sealed:${id}`, contact),
      contact_index: t.ctx.personal.index('mobile', contact),
    })
    .where('id', '=', id)
    .execute();
  return ukey;
}

/** The stop code that the contact was sent last. */
export async function codeOf(t: Trial, contact: string): Promise<string> {
  const offers = (await t.sms(contact)).filter(({ template }) => template === 'stop_offer');
  return offers.at(-1)?.variables['stop'] ?? '';
}

/** An account of the certificate's own organisation that registered some days ago. */
export async function knownFor(t: Trial, who: Customer, days: number): Promise<void> {
  await t.ctx.db
    .updateTable('accounts')
    .set({ created_at: new Date(t.now().getTime() - days * 24 * 3_600_000), organisation: subscriber })
    .where('mobile_index', '=', t.ctx.personal.index('mobile', who.mobile))
    .execute();
}

export const logInAgain = async (who: Customer): Promise<void> =>
  void (await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password }));
