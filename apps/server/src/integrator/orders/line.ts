import type { OrderRow } from '../../orders/move.ts';

/** What a program sees of an order: nothing of persons. */
export const integratorOrder = (row: OrderRow) => ({
  number: row.number,
  status: row.status,
  ukeySerial: row.ukey_serial,
  certificateSerial: row.certificate_serial,
  subscriber: row.customer_name,
  feeFen: row.fee_fen,
  paidFen: row.paid_fen,
  refundedFen: row.refunded_fen,
  createdAt: row.created_at.toISOString(),
  completedAt: row.completed_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  reference: row.reference,
});
