import { dayOf } from '@jiesuo/contract';
import type { RowFault } from '@jiesuo/contract/console';
import type { Context, Trx } from '../context.ts';
import { feesKept } from './due.ts';
import { batchNumber } from './number.ts';
import { type InvoiceRow, moveInvoice } from './row.ts';
import { raiseRedDue } from './settle.ts';
import { tellIssued } from './tell.ts';

/*
 * How invoices get made: requests are handed over to whoever makes them, and what was made is recorded.
 * Finance's sheet (`export.ts`, `import.ts`) goes through these two functions; a tax platform's adapter would go through the same.
 */

/** What was made of a request. */
export interface MadeInvoice {
  /** Of invoices with a number of 8 digits; null for the fully digital ones. */
  readonly code: string | null;
  readonly number: string;
  /** The calendar's day, `2026-11-22`. */
  readonly day: string;
  readonly amountFen: number;
}

/** Takes requests whose fee nobody is giving back, at most `most`: from now on their customers cannot withdraw them. They must be locked. */
export async function handOver(
  trx: Trx,
  waiting: readonly InvoiceRow[],
  now: Date,
  most: number,
): Promise<{ readonly batch: string; readonly requests: readonly string[] } | undefined> {
  const kept = await feesKept(
    trx,
    waiting.map((row) => row.order_id),
    'begun',
  );
  const taken = waiting.filter((row) => kept.has(row.order_id)).slice(0, most);
  if (taken.length === 0) return undefined;
  const batch = batchNumber(now);
  for (const row of taken) await moveInvoice(trx, row, 'export', now, { batch, exported_at: now });
  return { batch, requests: taken.map((row) => row.number) };
}

/** A request with what must be known of its order to judge what was made of it. */
export interface Asked {
  readonly invoice: InvoiceRow;
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly created_at: Date;
    readonly account_id: string;
  };
  /** Whether the number belongs to another request. */
  readonly isNumberUsed: boolean;
}

/** Judges what was made. Pure. `issueLate`: the money went back meanwhile, so it must be offset at once. */
export function judgeMade(
  { invoice, order, isNumberUsed }: Asked,
  made: MadeInvoice,
  now: Date,
): RowFault | 'known' | 'issue' | 'issueLate' {
  if (invoice.invoice_number !== null)
    return invoice.invoice_number === made.number && invoice.invoice_code === made.code ? 'known' : 'number_differs';
  // A request that ended before it was handed over was never made; its number is somebody's mistake.
  const isLate = invoice.state === 'ended' && invoice.exported_at !== null;
  if (invoice.state !== 'issuing' && !isLate) return 'not_exported';
  if (made.amountFen !== invoice.amount_fen) return 'amount_differs';
  if (made.day < dayOf(order.created_at) || made.day > dayOf(now)) return 'day_impossible';
  if (isNumberUsed) return 'number_used';
  return isLate ? 'issueLate' : 'issue';
}

/** Writes what `judgeMade` let pass. The request must be locked. */
export async function recordMade(
  trx: Trx,
  ctx: Context,
  { invoice, order }: Asked,
  made: MadeInvoice,
  move: 'issue' | 'issueLate',
): Promise<void> {
  await moveInvoice(trx, invoice, move, ctx.clock(), {
    invoice_code: made.code,
    invoice_number: made.number,
    issued_on: made.day,
  });
  if (move === 'issue') return tellIssued(trx, ctx, invoice, order);
  const refund = await trx
    .selectFrom('refunds')
    .select(['number', 'channel', 'attempt'])
    .where('order_id', '=', order.id)
    .where('state', '=', 'done')
    .orderBy('done_at', 'desc')
    .executeTakeFirst();
  if (refund) await raiseRedDue(trx, ctx, { ...invoice, invoice_number: made.number }, refund);
}
