import { writeLeaf } from '../audit/write.ts';
import { findOrMakeCa } from '../ca.ts';
import type { Config } from '../config.ts';
import type { Context, Db } from '../context.ts';
import { loadAuditKey } from '../keys/audit.ts';

/** Before the snapshot, so that the backup itself says that it was made. */
export async function noteBackup(ctx: Pick<Context, 'db' | 'caId' | 'auditKey' | 'clock'>): Promise<void> {
  const origin = { ctx, at: ctx.clock(), actor: 'operator', operation: 'backup.make', requestId: null };
  await ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, {}));
}

/** The same where no server runs, or beside one. */
export async function noteOffline({ dataDir, audit, caCode }: Config, db: Db): Promise<void> {
  const caId = await findOrMakeCa(db, caCode);
  await noteBackup({ db, caId, auditKey: loadAuditKey(dataDir, audit.origin), clock: () => new Date() });
}
