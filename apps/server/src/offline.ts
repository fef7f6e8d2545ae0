import { refuseHalf } from './backup/mark.ts';
import { findOrMakeCa } from './ca.ts';
import { readConfig } from './config.ts';
import { type Context, createContext } from './context.ts';
import { lockDataDir } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { createJobs } from './jobs/jobs.ts';
import { createKeyring } from './keys/keyring.ts';
import { loadPortalKey } from './keys/portal.ts';
import { beginRoot } from './keys/root/begin.ts';
import { openHolders } from './keys/root/holders.ts';
import { shareKeys } from './keys/shared.ts';
import { createLog } from './logging.ts';

/**
 * Runs a single act on the installation's data without listening. The embedded database has room for one process:
 * with it the server must be stopped first; with PostgreSQL it may run.
 * @throws {StartFault} when the data is in use or cannot be opened.
 */
export async function withContext<T>(env: NodeJS.ProcessEnv, run: (ctx: Context) => Promise<T>): Promise<T> {
  const config = readConfig(env);
  const { dataDir, databaseUrl, database } = config;
  const lock = databaseUrl === undefined ? lockDataDir(dataDir) : undefined;
  try {
    refuseHalf(dataDir);
    const log = createLog('warn');
    const held = openHolders(config);
    const opened = await openDatabase({ dataDir, databaseUrl, database, log });
    try {
      const { db, engine } = opened;
      await migrate(opened);
      const clock = () => new Date();
      const root = await beginRoot(db, config, held, clock());
      // Where only custodians open it, the keyring stays shut: what needs no sealed data is done.
      const masterKey = createKeyring(root.opened?.root);
      if (masterKey.isOpen) await shareKeys({ db, dataDir, keyring: masterKey, clock });
      const portalKey = loadPortalKey(dataDir);
      const jobs = createJobs({ db, engine, clock, log });
      const caId = await findOrMakeCa(db, config.caCode);
      return await run(createContext({ config, db, log, caId, clock, masterKey, portalKey, jobs }));
    } finally {
      held.close();
      await opened.close();
    }
  } finally {
    lock?.release();
  }
}
