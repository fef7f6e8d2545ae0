import type { MaterialKind } from '@jiesuo/contract';
import { assertIdCardConsent } from '../consents/standing.ts';
import type { Context, Trx } from '../context.ts';
import { lockDraft } from '../drafts/draft.ts';
import { lockOwnOrder } from '../orders/lock.ts';
import { Refusal } from '../refusal.ts';
import { deleteMaterials } from './forget.ts';

export interface Target {
  readonly kind: MaterialKind;
  /** The number of the order whose refused material is sent again; without it, the draft. */
  readonly order: string | undefined;
  readonly accountId: string;
}
export interface Place {
  readonly draftId: string | null;
  readonly orderId: string | null;
  readonly subject: string;
  /** Store keys of what was replaced, to forget after the commit. */
  readonly forgotten: readonly string[];
}

/**
 * Locks the draft or the order, judges whether a material of this kind may go there, and clears its place.
 * `dryRun` judges only. @throws Refusal `ukey_not_read`, `not_found`, `order_state`, `material_not_refused`, `id_card_consent_needed`
 */
export async function makePlace(
  trx: Trx,
  ctx: Context,
  target: Target,
  now: Date,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Place> {
  const place =
    target.order === undefined
      ? await inDraft(trx, ctx, target, now, dryRun)
      : await inOrder(trx, ctx, target, target.order, now, dryRun);
  // Under the lock that a withdrawal takes too.
  if (target.kind === 'id_card') await assertIdCardConsent(trx, ctx, target.accountId);
  return place;
}

async function inDraft(
  trx: Trx,
  ctx: Context,
  { accountId, kind }: Target,
  now: Date,
  dryRun: boolean,
): Promise<Place> {
  const draft = await lockDraft(trx, ctx, accountId);
  if (!draft) throw new Refusal('ukey_not_read');
  const place = { draftId: draft.id, orderId: null, subject: draft.ukey?.claimedSerial ?? draft.id, forgotten: [] };
  if (dryRun) return place;
  const before = await trx
    .selectFrom('materials')
    .select('id')
    .where('draft_id', '=', draft.id)
    .where('kind', '=', kind)
    .execute();
  const forgotten = await deleteMaterials(
    trx,
    before.map((material) => material.id),
  );
  await trx.updateTable('drafts').set({ updated_at: now }).where('id', '=', draft.id).execute();
  return { ...place, forgotten };
}

async function inOrder(
  trx: Trx,
  ctx: Context,
  target: Target,
  number: string,
  now: Date,
  dryRun: boolean,
): Promise<Place> {
  const order = await lockOwnOrder(trx, ctx, number, target.accountId);
  if (!order) throw new Refusal('not_found');
  if (order.status !== 'rejected') throw new Refusal('order_state');
  const current = await trx
    .selectFrom('materials')
    .select(['id', 'verdict'])
    .where('order_id', '=', order.id)
    .where('kind', '=', target.kind)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  if (current?.verdict === 'accepted') throw new Refusal('material_not_refused');
  const place = { draftId: null, orderId: order.id, subject: order.number, forgotten: [] };
  if (dryRun || !current) return place;
  // In a rejected order what is pending was itself sent again and no reviewer has seen it: it may be exchanged too.
  // Every material that was ever there stays as the order's history.
  await trx.updateTable('materials').set({ replaced_at: now }).where('id', '=', current.id).execute();
  return place;
}
