import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrMakeCa } from '../../ca.ts';
import { readConfig } from '../../config.ts';
import { type Context, createContext } from '../../context.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { createJobs } from '../../jobs/jobs.ts';
import { loadMasterKey } from '../../keys/master.ts';
import { loadPortalKey } from '../../keys/portal.ts';
import { createLog } from '../../logging.ts';

/** A server's context on an empty PostgreSQL database, with keys and a mirror of its own. */
export async function openGround(databaseUrl: string): Promise<{ readonly ctx: Context; close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-tamper-'));
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  const log = createLog('error');
  const clock = () => new Date();
  const opened = await openDatabase({ databaseUrl, log });
  await migrate(opened);
  const { db, engine } = opened;
  const ctx = createContext({
    config,
    db,
    log,
    caId: await findOrMakeCa(db, config.caCode),
    clock,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs: createJobs({ db, engine, clock, log }),
  });
  return {
    ctx,
    async close() {
      await opened.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
