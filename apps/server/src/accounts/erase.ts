import { actorOf } from '../audit/write.ts';
import type { Trx } from '../context.ts';
import { deleteDraft, filesOfDrafts } from '../drafts/discard.ts';
import { forgetInvoice } from '../invoices/forget.ts';
import { erasePapers, filesOfPapers } from '../mobileChanges/forget.ts';
import type { Act } from '../operation.ts';
import { eraseOrder, filesOfOrder } from '../orders/forget.ts';
import { recordDeletion, type StoredFile } from '../retention/record.ts';

/**
 * Deletes what an account's removal need not leave: draft, papers that were sent with nothing, data of orders that no law keeps, requests for
 * invoices that were never made. What stays is closed to business reads from now on. @returns the files, to forget after the commit.
 */
export async function eraseOf(
  trx: Trx,
  act: Pick<Act, 'ctx' | 'now' | 'who' | 'requestId'>,
  account: string,
): Promise<StoredFile[]> {
  const { ctx, now, who, requestId } = act;
  const record = (ids: string[], files: readonly StoredFile[], subject?: string) =>
    recordDeletion(
      trx,
      ctx,
      { rule: 'account', ids, files, dueAt: now, ...(subject && { subject }) },
      { at: now, actor: actorOf(who), requestId },
    );
  const own = [...(await eraseDraft(trx, account)), ...(await eraseLoosePapers(trx, account, now))];
  await record([account], own);
  const gone = [...own];
  for (const { id, number } of await ordersToErase(trx, account)) {
    const files = await filesOfOrder(trx, id);
    await eraseOrder(trx, id, now);
    await record([id], files, number);
    gone.push(...files);
  }
  await eraseRequests(trx, account, now);
  await trx
    .updateTable('orders')
    .set({ restricted_from: now })
    .where('account_id', '=', account)
    .where('forgotten_at', 'is', null)
    .execute();
  return gone;
}

async function eraseDraft(trx: Trx, account: string): Promise<StoredFile[]> {
  const draft = await trx.selectFrom('drafts').select('id').where('account_id', '=', account).executeTakeFirst();
  if (!draft) return [];
  const files = await filesOfDrafts(trx, [draft.id]);
  await deleteDraft(trx, draft.id);
  return files;
}

/** An open request for another number ends with the account; papers of none go. */
async function eraseLoosePapers(trx: Trx, account: string, now: Date): Promise<StoredFile[]> {
  await trx
    .updateTable('mobile_changes')
    .set({ state: 'withdrawn', ended_at: now })
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .execute();
  const papers = await trx
    .selectFrom('mobile_papers')
    .select('id')
    .where('account_id', '=', account)
    .where('change_id', 'is', null)
    .execute();
  const ids = papers.map(({ id }) => id);
  if (ids.length === 0) return [];
  const files = await filesOfPapers(trx, ids);
  await erasePapers(trx, ids);
  return files;
}

const ordersToErase = (trx: Trx, account: string) =>
  trx
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('account_id', '=', account)
    .where('kept_as', 'in', ['cancelled', 'rejected'])
    .where('forgotten_at', 'is', null)
    .where('stopped_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();

async function eraseRequests(trx: Trx, account: string, now: Date): Promise<void> {
  const requests = await trx
    .selectFrom('invoices')
    .innerJoin('orders', 'orders.id', 'invoices.order_id')
    .select('invoices.number')
    .where('orders.account_id', '=', account)
    .where('invoices.state', 'in', ['rejected', 'withdrawn', 'ended'])
    .where('invoices.forgotten_at', 'is', null)
    .execute();
  for (const { number } of requests) await forgetInvoice(trx, number, now);
}
