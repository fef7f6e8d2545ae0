import { isNamedIn, parseCertificate } from '@jiesuo/certificate';
import { momentOf, type OrderForm, type ReadUkey } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import { queueJudgement } from '../checks/queue.ts';
import { recordConsent } from '../consents/ledger.ts';
import { assertTerms } from '../consents/standing.ts';
import type { Context, Trx } from '../context.ts';
import type { UkeysTable } from '../db/schema/ukeys.ts';
import { type DraftRow, lockDraft, materialsOf, openForm } from '../drafts/draft.ts';
import { keptOf } from '../links/back.ts';
import { hashesOf } from '../materials/hashes.ts';
import { handle } from '../operation.ts';
import { beginTransfer } from '../payments/confirm.ts';
import { Refusal } from '../refusal.ts';
import { evaluateRisk } from '../risk/evaluate.ts';
import { consentsNow } from '../settings/consents.ts';
import { feeOf } from '../texts/fee.ts';
import { judgeUkey } from '../ukeys/judge.ts';
import { completeForm } from './complete.ts';
import { enterReview } from './enterReview.ts';
import { expiryOf } from './expiry.ts';
import { sealForm } from './form.ts';
import { type OrderRow, recordEvent } from './move.ts';
import { orderNumber } from './number.ts';
import { showOrder } from './show.ts';

export const submit = handle('orders.submit', async (input, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const draft = await lockDraft(trx, ctx, who.accountId);
    // The second of two clicks finds the draft gone: one draft makes one order.
    if (draft?.id !== input.draft) throw new Refusal('not_found');
    if (!draft.ukey) throw new Refusal('draft_incomplete', { fields: [{ path: 'ukey', code: 'required' }] });
    const settings = await ctx.settings(trx);
    const consent = (await consentsNow(ctx, trx)).id_card;
    if (input.idCardConsent !== consent.version)
      throw new Refusal('consent_outdated', { detail: { kinds: 'id_card' } });
    await assertTerms(trx, ctx, who.accountId);

    const form = completeForm(openForm(ctx, draft), await materialsOf(trx, draft.id), now);
    const ukey = await lockEligible(trx, ctx, draft.ukey, now);
    if (!isNamedIn(parseCertificate(ukey.certificate), form.customerName))
      throw new Refusal('customer_name_differs', { fields: [{ path: 'customerName', code: 'customer_name_differs' }] });

    const order = await insertOrder(trx, ctx, {
      accountId: who.accountId,
      ukey,
      form,
      settings,
      now,
      kept: await keptOf(trx, ctx, input.link),
    });
    await moveMaterials(trx, draft, order);
    await queueJudgement(trx, ctx, order.id);
    await recordEvent(trx, order, 'submitted', now);
    await evaluateRisk(trx, ctx, order, { at: 'submission', now });
    await recordConsent(trx, ctx, { accountId: who.accountId, orderId: order.id, kind: 'id_card', text: consent, now });
    if (order.status === 'unpaid') await beginTransfer(trx, ctx, order);
    leaf({
      subject: order.number,
      detail: {
        ukey: order.ukey_serial,
        fingerprint: order.fingerprint,
        feeFen: order.fee_fen,
        idCardConsent: consent.version,
        materials: await hashesOf(trx, order.id),
      },
    });
    return showOrder(trx, ctx, order, now);
  });
});

/** Two orders racing for one UKey queue at its row; the second is judged after the first has been written. */
async function lockEligible(trx: Trx, ctx: Context, claimed: ReadUkey, now: Date): Promise<Selectable<UkeysTable>> {
  await trx
    .selectFrom('ukeys')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', claimed.claimedSerial)
    .forUpdate()
    .execute();
  const claim = {
    serial: claimed.claimedSerial,
    fingerprint: claimed.fingerprint,
    adminTriesLeft: claimed.adminTriesLeft,
  };
  const { verdict, ukey } = await judgeUkey(trx, ctx, claim, now);
  if (verdict === 'order_open') throw new Refusal('order_open_already');
  if (verdict !== 'fine' || !ukey) throw new Refusal('not_eligible', { detail: { verdict } });
  return ukey;
}

async function insertOrder(
  trx: Trx,
  ctx: Context,
  {
    accountId,
    ukey,
    form,
    settings,
    now,
    kept,
  }: {
    accountId: string;
    ukey: Selectable<UkeysTable>;
    form: OrderForm;
    settings: Settings;
    now: Date;
    kept: Awaited<ReturnType<typeof keptOf>>;
  },
): Promise<OrderRow> {
  const id = uuid();
  const feeFen = feeOf(await ctx.texts(trx));
  const status = feeFen > 0 ? 'unpaid' : 'in_review';
  const deadline = (form.deadline !== undefined && momentOf(form.deadline)) || null;
  return trx
    .insertInto('orders')
    .values({
      id,
      ca_id: ctx.caId,
      number: await freeNumber(trx, now),
      kind: 'reset',
      account_id: accountId,
      ukey_id: ukey.id,
      ukey_serial: ukey.serial,
      fingerprint: ukey.fingerprint,
      certificate_serial: ukey.certificate_serial,
      certificate_not_after: ukey.not_after,
      customer_name: form.customerName,
      form_sealed: sealForm(ctx, id, form),
      fee_fen: feeFen,
      status,
      money: status === 'unpaid' ? 'unpaid' : 'none',
      assigned_to: null,
      assigned_until: null,
      decided_by: null,
      decided_at: null,
      created_at: now,
      deadline_at: deadline,
      submitted_at: null,
      ...(status === 'in_review' ? enterReview(settings, deadline, now) : {}),
      expires_at: expiryOf(status, settings, now),
      completed_at: null,
      ...kept,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function freeNumber(trx: Trx, now: Date): Promise<string> {
  for (;;) {
    const number = orderNumber(now);
    if (!(await trx.selectFrom('orders').select('id').where('number', '=', number).executeTakeFirst())) return number;
  }
}

async function moveMaterials(trx: Trx, draft: DraftRow, order: OrderRow): Promise<void> {
  await trx
    .updateTable('materials')
    .set({ draft_id: null, order_id: order.id })
    .where('draft_id', '=', draft.id)
    .execute();
  await trx.deleteFrom('drafts').where('id', '=', draft.id).execute();
}
