import type { MessageState } from '@jiesuo/contract/console';
import { findOrMakeCa } from '../ca.ts';
import { readConfig } from '../config.ts';
import { createContext } from '../context.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { createJobs } from '../jobs/jobs.ts';
import { loadMasterKey } from '../keys/master.ts';
import { loadPortalKey } from '../keys/portal.ts';
import { createLog } from '../logging.ts';
import { orderSms } from './messages.stage.ts';
import { sendSms } from './send.ts';

/** What it says at its end. */
export interface Said {
  readonly state: MessageState;
  readonly attempts: number;
}

/**
 * A program for the test of kills: tells one change by SMS, once, and does what is due `aheadSeconds` from now. It says what became
 * of it when nothing is left to do; the test kills it before.
 */
const { aheadSeconds = 0, ...env } = JSON.parse(process.argv[2] ?? '{}') as { aheadSeconds?: number };
const config = readConfig(env);
const opened = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });
await migrate(opened);
const clock = () => new Date(Date.now() + aheadSeconds * 1000);
const { db, engine } = opened;
const jobs = createJobs({ db, engine, clock });
const ctx = createContext({
  config,
  db,
  log: createLog('silent'),
  caId: await findOrMakeCa(db, config.caCode),
  clock,
  masterKey: loadMasterKey(config),
  portalKey: loadPortalKey(config.dataDir),
  jobs,
});
jobs.work('sms.send', sendSms(ctx, jobs));
await db.transaction().execute((trx) => ctx.sms.queue(trx, { ...orderSms, onceKey: 'order_approved:1:2' }));
await jobs.drain();
const said: Said = await db.selectFrom('sms_messages').select(['state', 'attempts']).executeTakeFirstOrThrow();
process.stdout.write(`${JSON.stringify(said)}\n`);
await opened.close();
