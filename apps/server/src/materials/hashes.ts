import type { Db, Trx } from '../context.ts';

/** One material as the audit log names it: what the customer sent, and what was kept of it. */
export const namedByHash = (one: {
  readonly kind: string;
  readonly uploadedSha256: string;
  readonly keptSha256: string;
}): string => `${one.kind}:${one.uploadedSha256}:${one.keptSha256}`;

/** The materials that an order stands on now, for the leaf of whoever sends them in. */
export async function hashesOf(db: Db | Trx, orderId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('materials')
    .select(['kind', 'uploaded_sha256 as uploadedSha256', 'kept_sha256 as keptSha256'])
    .where('order_id', '=', orderId)
    .where('replaced_at', 'is', null)
    .orderBy('kind')
    .execute();
  return rows.map(namedByHash);
}
