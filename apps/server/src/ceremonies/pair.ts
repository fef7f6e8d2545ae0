import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { openAccount, readAccount } from '../accounts/account.ts';
import { useCode } from '../accounts/codes.ts';
import type { Context, Trx } from '../context.ts';
import { custodyOf } from '../custody/custody.ts';
import { type Act, handle } from '../operation.ts';
import { findOwnOrder, lockOwnOrder } from '../orders/lock.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { assertMayReset } from '../risk/mayReset.ts';
import { judgeUkey } from '../ukeys/judge.ts';
import { isRunning, liveCeremony } from './live.ts';

const codeSeconds = 60;
/** More than a person clicks, less than a script would. */
const pairingsPerTenMinutes = 60;

/** Hash under which a pairing code is kept: the code itself is known to the page and the bridge alone. */
export const pairingHash = (code: string): string => createHash('sha256').update(code).digest('hex');

export const pair = handle('ceremonies.pair', async (input, act) => {
  const { ctx, who, now, write } = act;
  if (input.purpose === 'reset') await stepUp(ctx, who.accountId, input.order, input.code, now);
  return write(async (trx, leaf) => {
    await limit(trx, who.accountId, now);
    const order = input.purpose === 'reset' ? await judgeReset(trx, ctx, who.accountId, input.order, now) : undefined;
    const code = randomBytes(16).toString('base64url');
    const id = await insertPairing(trx, act, code, input.purpose, order);
    leaf({ ...(order ? { subject: order.number } : {}), detail: { purpose: input.purpose, pairing: id } });
    return {
      pairing: id,
      code,
      bridgePort: ctx.config.bridgePort,
      expiresAt: new Date(now.getTime() + codeSeconds * 1000).toISOString(),
    };
  });
});

/** A fresh code for this order, whatever the session is worth: the SMS is the second step before K is touched. */
async function stepUp(ctx: Context, accountId: string, number: string, code: string, now: Date): Promise<void> {
  const order = await findOwnOrder(ctx.db, ctx, number, accountId);
  if (!order) throw new Refusal('not_found');
  if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
  const { mobile } = openAccount(ctx, await readAccount(ctx.db, ctx.caId, accountId));
  await useCode(ctx, { mobile, purpose: 'step_up', boundTo: number, code, now });
}

/** May this order's reset begin, or go on? Judged under the order's lock; `redeem` judges again under the UKey's. */
export async function judgeReset(
  trx: Trx,
  ctx: Context,
  accountId: string,
  number: string,
  now: Date,
): Promise<OrderRow> {
  const order = await lockOwnOrder(trx, ctx, number, accountId);
  if (!order) throw new Refusal('not_found');
  if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
  const live = await liveCeremony(trx, order.ukey_id);
  if (live && (live.order_id !== order.id || isRunning(live, now))) throw new Refusal('ceremony_live');
  // What was begun may always be finished: a retyped PIN needs no authorisation.
  if (!live && order.authorisations >= order.authorisations_max) throw new Refusal('authorisations_used_up');
  const { verdict } = await judgeUkey(
    trx,
    ctx,
    { serial: order.ukey_serial, fingerprint: order.fingerprint, exceptOrder: order.id },
    now,
  );
  if (verdict !== 'fine') throw new Refusal('not_eligible', { detail: { verdict } });
  if (!live) await assertGranted(trx, ctx, order);
  // Until the first command for K is authorised nothing is begun.
  if (!live || live.status === 'opened') await assertMayReset(trx, order, now);
  return order;
}

/** @throws Refusal where the key custodian has a word in it and has not said yes. */
export async function assertGranted(trx: Trx, ctx: Context, order: OrderRow): Promise<void> {
  const custody = await custodyOf(trx, ctx, order);
  if (custody?.state === 'waiting') throw new Refusal('custodian_waits');
  if (custody?.state === 'refused') throw new Refusal('custodian_refused');
  // Switched off since: what was granted counts no more.
  if (custody?.method === 'trusted_bridge' && !(await ctx.settings(trx)).isTrustedBridgeOn)
    throw new Refusal('not_eligible', { detail: { verdict: 'model_unsupported' } });
}

async function limit(trx: Trx, accountId: string, now: Date): Promise<void> {
  const { count } = await trx
    .selectFrom('pairings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('created_at', '>', new Date(now.getTime() - 600_000))
    .executeTakeFirstOrThrow();
  if (count >= pairingsPerTenMinutes) throw new Refusal('too_many_requests');
}

async function insertPairing(
  trx: Trx,
  { ctx, who, now }: Act<{ kind: 'customer'; accountId: string; sessionId: string }>,
  code: string,
  purpose: 'read' | 'reset',
  order?: OrderRow,
): Promise<string> {
  const id = uuid();
  await trx
    .insertInto('pairings')
    .values({
      id,
      ca_id: ctx.caId,
      account_id: who.accountId,
      session_id: who.sessionId,
      purpose,
      order_id: order?.id ?? null,
      code_hash: pairingHash(code),
      // Until it is redeemed a pairing stands for itself; `reset` then joins its ceremony.
      ceremony_id: id,
      created_at: now,
      expires_at: new Date(now.getTime() + codeSeconds * 1000),
    })
    .execute();
  return id;
}
