import type { FindingCode } from '@jiesuo/contract';
import { sql } from 'kysely';
import { handle } from '../operation.ts';
import { isAssigned, orderLine } from '../orders/show.ts';
import { pageOf, readCursor } from '../paging/cursor.ts';
import { likeLiteral } from '../paging/search.ts';
import { heldBy, rank, rankOf, unheld, waiting } from './desk.ts';

/** What is due first: by its promise, or by the customer's own deadline. */
export const queue = handle('reviews.queue', async (input, { ctx, who, now }) => {
  let orders = waiting(ctx.db, ctx);
  if (input.only === 'resubmitted') orders = orders.where('orders.is_resubmitted', '=', true);
  if (input.only === 'deadline') orders = orders.where('orders.deadline_at', 'is not', null);
  if (input.only === 'due') orders = orders.where(rank, '<=', now);
  if (input.only === 'free') orders = unheld(orders, now);
  if (input.only === 'mine') orders = heldBy(orders, who.staffId, now);
  if (input.waitedMinutes !== undefined)
    orders = orders.where('orders.submitted_at', '<=', new Date(now.getTime() - input.waitedMinutes * 60_000));
  if (input.finding !== undefined) orders = orders.where(hasFinding(input.finding));
  const customer = input.customer?.normalize('NFC').trim();
  if (customer) orders = orders.where('orders.customer_name', 'like', `${likeLiteral(customer)}%`);
  const from = readCursor(input.after);
  if (from) orders = orders.where(sql<boolean>`(${rank}, orders.id) > (${from.at}, ${from.id})`);
  const rows = await orders
    .leftJoin('staff', 'staff.id', 'orders.assigned_to')
    .selectAll('orders')
    .select('staff.display_name as holder')
    .orderBy(rank)
    .orderBy('orders.id')
    .limit(input.limit + 1)
    .execute();
  const page = pageOf(rows, input.limit, (row) => ({ at: rankOf(row), id: row.id }));
  const items = page.rows.map((row) => {
    const submitted = row.submitted_at ?? row.created_at;
    const isHeld = isAssigned(row, now);
    return {
      ...orderLine(row, now),
      submittedAt: submitted.toISOString(),
      waitingMinutes: Math.max(0, Math.floor((now.getTime() - submitted.getTime()) / 60_000)),
      isResubmitted: row.is_resubmitted,
      deadlineAt: row.deadline_at?.toISOString() ?? null,
      promisedAt: row.promised_at?.toISOString() ?? null,
      assignedTo: isHeld ? row.holder : null,
      isMine: isHeld && row.assigned_to === who.staffId,
    };
  });
  return { items, next: page.next };
});

/** Looked up for each order that waits, by its materials: never over all checks there have been. */
const hasFinding = (code: FindingCode) => sql<boolean>`exists (
  select from materials join document_checks on document_checks.material_id = materials.id
  where materials.order_id = orders.id and materials.replaced_at is null and document_checks.codes @> ${JSON.stringify([code])}::jsonb)`;
