import type { Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { lastConsents } from './ledger.ts';

/** What ends an order: its image is then evidence that the law keeps (电子签名法 §24), whatever is withdrawn later. */
const ended: readonly OrderRow['status'][] = ['completed', 'cancelled', 'expired'];
export const unfinished = ['unpaid', 'in_review', 'rejected', 'awaiting_reset'] as const;

/** Whether the order is under way and its customer has taken the consent to the ID card's image back (个保法 §15). */
export async function isIdCardClosed(db: Db | Trx, order: Pick<OrderRow, 'account_id' | 'status'>): Promise<boolean> {
  if (ended.includes(order.status)) return false;
  return (await lastConsents(db, order.account_id)).get('id_card')?.withdrawn_at instanceof Date;
}

/** Asked before the image is looked at, and before an order is approved on it. @throws Refusal `id_card_closed` */
export async function assertIdCardOpen(db: Db | Trx, order: Pick<OrderRow, 'account_id' | 'status'>): Promise<void> {
  if (await isIdCardClosed(db, order)) throw new Refusal('id_card_closed');
}
