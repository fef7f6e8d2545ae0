import type { Guess, ServerEvent } from '@jiesuo/ceremony';
import { custodyOf } from '../custody/custody.ts';
import { Refusal } from '../refusal.ts';
import { judgeUkey } from '../ukeys/judge.ts';
import { isWeakSecret } from '../ukeys/strength.ts';
import { assertGranted } from './pair.ts';
import type { PreparedRelease } from './prepare.ts';
import type { StepFacts } from './step.ts';

/** Judged once more where a secret is about to leave: granted, switched on, unique to this UKey, and neither lost nor revoked. */
export async function assertReleasable({ trx, ctx, order, now }: StepFacts): Promise<void> {
  const claim = { serial: order.ukey_serial, fingerprint: order.fingerprint, exceptOrder: order.id };
  const { verdict } = await judgeUkey(trx, ctx, claim, now);
  if (verdict !== 'fine') throw new Refusal('order_state', { inside: verdict });
  try {
    await assertGranted(trx, ctx, order);
  } catch (fault) {
    throw fault instanceof Refusal ? new Refusal('order_state', { inside: fault.code }) : fault;
  }
}

/** Keeps the successor and marks both as exposed, in the transaction that lets the sealed secret leave. */
export async function release(
  facts: StepFacts,
  holds: Guess,
  detail: Record<string, string | number | boolean>,
): Promise<ServerEvent> {
  const { trx, order, ceremony, prepared } = facts;
  if (prepared?.kind !== 'release' || prepared.holds !== holds) throw stale();
  const secrets = await trx
    .selectFrom('admin_secrets')
    .select(['id', 'state', 'version'])
    .where('ukey_id', '=', ceremony.ukey_id)
    .orderBy('version', 'desc')
    .execute();
  const proposed = secrets.find(({ state }) => state === 'proposed');
  const isAsPrepared =
    secrets.some(({ id, state }) => id === prepared.active && state === 'active') &&
    (prepared.proposed.text === null ? proposed?.id === prepared.proposed.id : proposed === undefined);
  if (!isAsPrepared) throw stale();
  const next = (secrets[0]?.version ?? 0) + 1;
  if (prepared.proposed.text !== null) await keepProposed(facts, prepared.proposed.id, prepared.proposed.text, next);
  await trx
    .updateTable('admin_secrets')
    .set({ is_exposed: true, exposed_for: order.id })
    .where('ukey_id', '=', ceremony.ukey_id)
    .where('state', 'in', ['active', 'proposed'])
    .execute();
  detail['released'] = holds;
  detail['proposedVersion'] = proposed?.version ?? next;
  return { type: 'release_made', secret: prepared.sealed };
}

/** Another message got there first; the same one again is prepared anew. */
const stale = () => new Refusal('message_refused', { inside: 'the release was prepared for another state' });

async function keepProposed(
  { trx, ctx, order, ceremony, now }: StepFacts,
  id: string,
  text: NonNullable<PreparedRelease['proposed']['text']>,
  version: number,
): Promise<void> {
  const custody = await custodyOf(trx, ctx, order);
  await trx
    .insertInto('admin_secrets')
    .values({
      id,
      ca_id: ctx.caId,
      ukey_id: ceremony.ukey_id,
      version,
      state: 'proposed',
      sealed: ctx.vault.seal(id, text),
      digest: ctx.vault.digest(text),
      is_weak: custody === undefined || isWeakSecret(custody.model, text),
      created_at: now,
    })
    .execute();
}

/** The UKey signed under a PIN that was set with it: what it was said to hold becomes the active one. Where nobody knows, both stay. */
export async function settleSecrets({ trx, ceremony }: StepFacts, holds: Guess): Promise<void> {
  const move = (from: 'active' | 'proposed', state: 'active' | 'retired') =>
    trx
      .updateTable('admin_secrets')
      .set({ state })
      .where('ukey_id', '=', ceremony.ukey_id)
      .where('state', '=', from)
      .execute();
  if (holds === 'active') await move('proposed', 'retired');
  else {
    await move('active', 'retired');
    await move('proposed', 'active');
  }
}
