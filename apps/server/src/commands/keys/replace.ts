import { writeLeaf } from '../../audit/write.ts';
import { findOrMakeCa } from '../../ca.ts';
import { readConfig } from '../../config.ts';
import { lockDataDir } from '../../db/lock.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { loadAuditKey } from '../../keys/audit.ts';
import { createKeyring } from '../../keys/keyring.ts';
import { beginRoot } from '../../keys/root/begin.ts';
import { openHolders } from '../../keys/root/holders.ts';
import { replaceShared } from '../../keys/shared.ts';
import { createLog } from '../../logging.ts';
import { StartFault } from '../../startFault.ts';

/** Opens the installation without taking the shared keys, which are what it replaces. @throws {StartFault} */
export async function replaceHere(env: NodeJS.ProcessEnv, name: 'portal' | 'audit'): Promise<void> {
  const config = readConfig(env);
  const { dataDir, databaseUrl, database } = config;
  const lock = lockDataDir(dataDir);
  const held = openHolders(config);
  const opened = await openDatabase({ dataDir, databaseUrl, database, log: createLog('warn') });
  try {
    await migrate(opened);
    const clock = () => new Date();
    const { db } = opened;
    const root = (await beginRoot(db, config, held, clock())).opened?.root;
    if (!root)
      throw new StartFault(
        '根密钥由多人保管，这里打不开：请先设置主密钥或 HSM',
        'only custodians open the root key: set a master key or an HSM first',
      );
    const keyring = createKeyring(root);
    const caId = await findOrMakeCa(db, config.caCode);
    const ctx = { db, caId, clock, auditKey: loadAuditKey(dataDir, config.audit.origin) };
    const origin = { ctx, at: clock(), actor: 'operator', operation: 'keys.replace', requestId: null };
    await db.transaction().execute(async (trx) => {
      await replaceShared(trx, { dataDir, keyring, clock }, name);
      await writeLeaf(trx, origin, { subject: name });
    });
  } finally {
    held.close();
    await opened.close();
    lock.release();
  }
}
