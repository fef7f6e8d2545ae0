import { sql } from 'kysely';
import { z } from 'zod';
import { leaveAccount } from '../accounts/leave.ts';
import { openOrdersOf } from '../accounts/openOrders.ts';
import { readHead } from '../audit/mirror/head.ts';
import { openCheckpoint } from '../audit/note/checkpoint.ts';
import { TILE_WIDTH } from '../audit/tree/nodes.ts';
import { createFindings } from '../audit/verify/findings.ts';
import { verifyLog } from '../audit/verify/log.ts';
import { readBundle } from '../audit/verify/mirrored.ts';
import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import { StartFault } from '../startFault.ts';

export interface Deletions {
  /** Accounts that were removed again. */
  readonly removed: number;
  /** That have orders under way in the backup: a person decides. */
  readonly left: readonly string[];
  /** What else customers took back since, by operation and subject: a person looks. */
  readonly others: readonly { readonly operation: string; readonly subject: string }[];
}

const entryShape = z.object({ ca: z.string(), operation: z.string(), subject: z.string().nullable() });

/** Besides accounts: what a customer deleted or withdrew, and a backup brings back. What was due by time is deleted by its clock. */
const takenBack = new Set([
  'addresses.remove',
  'invoiceTitles.remove',
  'consents.withdraw',
  'accounts.stopMail',
  'drafts.discard',
  'materials.remove',
]);

/**
 * A backup knows nothing of those who left after it: a newer mirror of the audit log does. Its entries behind the database's own are read, and
 * who removed the account is removed again. The mirror is verified first. @throws {StartFault} when it is not whole or not of this log.
 */
export async function removeAgain(ctx: Context, mirrorDir: string): Promise<Deletions> {
  const findings = createFindings();
  await verifyLog({ mirrorDir, trusted: ctx.auditKey.trusted }, findings);
  const { note } = await readHead(mirrorDir);
  const newest = note === undefined ? undefined : openCheckpoint(note, ctx.auditKey.trusted);
  if (findings.count > 0 || !newest)
    throw new StartFault(`${mirrorDir} 不是完好的审计镜像`, `${mirrorDir} is no whole mirror of the audit log`);
  const known = await sizeOf(ctx);
  const left: string[] = [];
  const others: { operation: string; subject: string }[] = [];
  let removed = 0;
  for (let n = Math.floor(known / TILE_WIDTH); n * TILE_WIDTH < newest.size; n += 1) {
    const { entries } = await readBundle(mirrorDir, n, newest.size, findings);
    for (const [i, bytes] of entries.entries()) {
      if (n * TILE_WIDTH + i < known) continue;
      const { ca, operation, subject } = entryShape.parse(JSON.parse(bytes.toString()));
      if (ca !== ctx.caId || subject === null) continue;
      if (takenBack.has(operation)) others.push({ operation, subject });
      if (operation !== 'accounts.remove') continue;
      const done = await removeOne(ctx, subject);
      if (done === 'open_orders') left.push(subject);
      else if (done === 'removed') removed += 1;
    }
  }
  return { removed, left, others };
}

async function sizeOf({ db, caId }: Context): Promise<number> {
  const row = await db
    .selectFrom('audit_tree')
    .select(sql<number>`coalesce(max(index) + 1, 0)`.as('size'))
    .where('ca_id', '=', caId)
    .executeTakeFirstOrThrow();
  return Number(row.size);
}

async function removeOne(ctx: Context, account: string): Promise<'removed' | 'gone' | 'open_orders'> {
  const now = ctx.clock();
  const outcome = await ctx.db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('accounts')
      .selectAll()
      .where('ca_id', '=', ctx.caId)
      .where('id', '=', account)
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return 'gone';
    if ((await openOrdersOf(trx, ctx, row.id)) > 0) return 'open_orders';
    // It was the customer who asked for it.
    const who = { kind: 'customer', accountId: row.id, sessionId: row.id } as const;
    const files = await leaveAccount(trx, { ctx, now, who, requestId: row.id }, row);
    const origin = { ctx, at: now, actor: 'operator', operation: 'backup.restore', requestId: null };
    await writeLeaf(trx, origin, { subject: row.id, detail: { again: 'accounts.remove' } });
    return files;
  });
  if (typeof outcome === 'string') return outcome;
  await forgetFiles(
    ctx,
    outcome.map((file) => file.store_key),
  );
  return 'removed';
}
