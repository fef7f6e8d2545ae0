import { createHash, createHmac, randomBytes } from 'node:crypto';
import { canonical } from '../../audit/write.ts';
import type { Context, Trx } from '../../context.ts';
import { openSeen } from '../../risk/evaluate.ts';
import type { OpenedRisks } from './bundle.ts';

/** What the bundle commits to: nobody can find the rules from it without the salt, nor change them with it. */
export const risksDigest = (order: string, opened: OpenedRisks): string =>
  createHash('sha256')
    .update(`jiesuo risks v1\0${canonical({ order, ...opened })}`)
    .digest('hex');

/** Every rule that fired for an order, when and at which review, with a keyed hash of what it saw: the words name persons and stay in the database. */
export async function gatherRisks(trx: Trx, ctx: Context, orderId: string): Promise<OpenedRisks> {
  const salt = randomBytes(32).toString('hex');
  const rows = await trx
    .selectFrom('order_risks')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const hashed = (text: string) => createHmac('sha256', salt).update(text).digest('hex');
  return {
    salt,
    risks: rows.map((row) => ({
      round: row.round,
      rule: row.rule,
      occasion: row.occasion,
      at: row.at.toISOString(),
      facts: row.facts_sealed === null ? null : hashed(JSON.stringify(openSeen(ctx, row))),
    })),
  };
}
