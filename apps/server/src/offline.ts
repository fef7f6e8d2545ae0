import { refuseHalf } from './backup/mark.ts';
import { findOrMakeCa } from './ca.ts';
import { readConfig } from './config.ts';
import { type Context, createContext } from './context.ts';
import { lockDataDir } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { createJobs } from './jobs/jobs.ts';
import { checkMasterKey } from './keys/check.ts';
import { loadMasterKey } from './keys/master.ts';
import { loadPortalKey } from './keys/portal.ts';
import { createLog } from './logging.ts';

/**
 * Runs a single act on the installation's data without listening. The embedded database has room for one process:
 * with it the server must be stopped first; with PostgreSQL it may run.
 * @throws {StartFault} when the data is in use or cannot be opened.
 */
export async function withContext<T>(env: NodeJS.ProcessEnv, run: (ctx: Context) => Promise<T>): Promise<T> {
  const config = readConfig(env);
  const { dataDir, databaseUrl } = config;
  const lock = databaseUrl === undefined ? lockDataDir(dataDir) : undefined;
  try {
    refuseHalf(dataDir);
    const log = createLog('warn');
    const masterKey = loadMasterKey(config);
    const portalKey = loadPortalKey(dataDir);
    const opened = await openDatabase({ dataDir, databaseUrl, log });
    try {
      const { db, engine } = opened;
      await migrate(opened);
      await checkMasterKey(db, masterKey);
      const clock = () => new Date();
      const jobs = createJobs({ db, engine, clock, log });
      const caId = await findOrMakeCa(db, config.caCode);
      return await run(createContext({ config, db, log, caId, clock, masterKey, portalKey, jobs }));
    } finally {
      await opened.close();
    }
  } finally {
    lock?.release();
  }
}
