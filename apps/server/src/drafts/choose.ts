import { type DraftForm, draftForm, type ReadUkey } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { judgeUkey } from '../ukeys/judge.ts';
import { type DraftRow, lockDraft, openForm, sealForm, showDraft } from './draft.ts';

/** A reading older than this may tell of a UKey that is long out of the machine. */
const readingMinutes = 30;

export const choose = handle('drafts.choose', async (input, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const reading = await readingOf(trx, ctx, { ...input, accountId: who.accountId, now });
    if (!reading) throw new Refusal('ukey_not_read');
    const draft = await lockOrBegin(trx, ctx, who.accountId, now);
    const { verdict } = await judgeUkey(
      trx,
      ctx,
      { serial: reading.claimedSerial, fingerprint: reading.fingerprint, adminTriesLeft: reading.adminTriesLeft },
      now,
    );
    if (verdict === 'order_open') throw new Refusal('order_open_already');
    if (verdict !== 'fine') throw new Refusal('not_eligible', { detail: { verdict } });

    const ukey: ReadUkey = { ...reading, verdict };
    const form = await prefill(trx, ctx, draft, ukey);
    const changed = await trx
      .updateTable('drafts')
      .set({ ukey: JSON.stringify(ukey), form_sealed: sealForm(ctx, draft.id, form), updated_at: now })
      .where('id', '=', draft.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    leaf({ subject: ukey.claimedSerial, detail: { draft: draft.id } });
    return showDraft(trx, ctx, changed);
  });
});

/** What this account's own window read a moment ago; readings of others do not exist here. */
async function readingOf(
  trx: Trx,
  ctx: Context,
  from: { pairing: string; serial: string; accountId: string; now: Date },
): Promise<ReadUkey | undefined> {
  const pairing = await trx
    .selectFrom('pairings')
    .select('readings')
    .where('id', '=', from.pairing)
    .where('ca_id', '=', ctx.caId)
    .where('account_id', '=', from.accountId)
    .where('purpose', '=', 'read')
    .where('created_at', '>', new Date(from.now.getTime() - readingMinutes * 60_000))
    .executeTakeFirst();
  return pairing?.readings?.find((ukey) => ukey.claimedSerial === from.serial);
}

/** One draft for each account; two tabs that begin together meet in the unique key. */
async function lockOrBegin(trx: Trx, ctx: Context, accountId: string, now: Date): Promise<DraftRow> {
  const id = uuid();
  await trx
    .insertInto('drafts')
    .values({
      id,
      ca_id: ctx.caId,
      account_id: accountId,
      ukey: JSON.stringify(null),
      form_sealed: sealForm(ctx, id, draftForm.parse({})),
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
  const draft = await lockDraft(trx, ctx, accountId);
  // Submitted or discarded by another tab between the two statements.
  if (!draft) throw new Refusal('conflict');
  return draft;
}

/** What was typed stays; a name that was only filled in from another UKey's certificate follows the new one. */
async function prefill(trx: Trx, ctx: Context, draft: DraftRow, ukey: ReadUkey): Promise<DraftForm> {
  const form = openForm(ctx, draft);
  const isOwnName = form.customerName !== '' && form.customerName !== draft.ukey?.subscriber;
  return {
    ...form,
    customerName: isOwnName ? form.customerName : ukey.subscriber,
    representativeMobile: form.representativeMobile || (await mobileOf(trx, ctx, draft.account_id)),
  };
}

async function mobileOf(trx: Trx, ctx: Context, accountId: string): Promise<string> {
  const account = await trx
    .selectFrom('accounts')
    .select('mobile_sealed')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return account?.mobile_sealed ? ctx.personal.open(`accounts.mobile_sealed:${accountId}`, account.mobile_sealed) : '';
}
