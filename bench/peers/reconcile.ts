import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asJob } from '../../apps/server/src/bills/daily.ts';
import { reconcileBill } from '../../apps/server/src/bills/reconcile.ts';
import { findOrMakeCa } from '../../apps/server/src/ca.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { createContext } from '../../apps/server/src/context.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import { openDatabase } from '../../apps/server/src/db/open.ts';
import { createJobs } from '../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../apps/server/src/keys/portal.ts';
import { createLog } from '../../apps/server/src/logging.ts';
import type { BillLine, Channel } from '../../apps/server/src/payments/channels/channel.ts';
import { openCluster } from '../../e2e/faults/cluster.ts';
import { feeFen, insertOrder } from '../../e2e/money/arena.ts';

// A day's bill against a ledger of many years, on a PostgreSQL of its own. Says its milliseconds; too much memory is an error.
const [ledger = '', lines = '', megabytesMost = ''] = process.argv.slice(2);
/** A statement of the server's own driver ends within half a minute. */
const rowsAtOnce = 50_000;
const day = '2026-11-21';
const at = new Date(`${day}T12:00:00+08:00`);
const now = new Date('2026-11-22T11:00:00+08:00');
const numberOf = (n: number) => `JSBENCH${String(n).padStart(8, '0')}`;

/** All but the last stand in the books; the last is a stranger's. */
async function* bill(): AsyncGenerator<BillLine> {
  for (let n = 1; n <= Number(lines); n += 1) {
    const number = n === Number(lines) ? 'JSSTRANGER' : numberOf(n);
    yield { kind: 'paid', number, reference: `wx-${number}`, amountFen: feeFen, at };
  }
}
const gateway = { name: 'wechat', bill } as unknown as Channel;

const cluster = openCluster();
const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
try {
  const databaseUrl = await cluster.database('reconcile');
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  const opened = await openDatabase({ dataDir, databaseUrl });
  await migrate(opened);
  const { db } = opened;
  const ctx = createContext({
    config,
    db,
    log: createLog('silent'),
    caId: await findOrMakeCa(db, config.caCode),
    clock: () => now,
    masterKey: loadMasterKey(config),
    portalKey: loadPortalKey(dataDir),
    jobs: createJobs({ db, engine: opened.engine }),
    channels: new Map([['wechat', gateway]]),
  });
  const { id } = await insertOrder(ctx);
  for (let from = 1; from <= Number(ledger); from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce - 1, Number(ledger));
    await opened.script(
      `insert into orders select one.* from orders first cross join generate_series($1::int, $2::int) n
       cross join lateral jsonb_populate_record(first, jsonb_build_object('id', gen_random_uuid(),
         'number', 'CA20200101' || lpad(n::text, 8, '0'), 'status', 'completed', 'money', 'paid', 'paid_fen', $3::int)) one
       where first.id = $4`,
      [from, to, feeFen, id],
    );
    await opened.script(
      `insert into pay_attempts (number, ca_id, order_id, channel, amount_fen, state, use, gateway_reference, paid_at, created_at)
       select 'JSBENCH' || right(number, 8), ca_id, id, 'wechat', $1::int, 'paid', 'order', 'wx-JSBENCH' || right(number, 8),
         $2::timestamptz - (right(number, 8)::int / $3::int) * interval '1 day', $2::timestamptz
       from orders where number between 'CA20200101' || lpad($4::text, 8, '0') and 'CA20200101' || lpad($5::text, 8, '0')`,
      [feeFen, at, Number(lines), `${from}`, `${to}`],
    );
  }
  await opened.script('analyze');
  const since = performance.now();
  await reconcileBill(ctx, { channel: 'wechat', day }, asJob(ctx));
  const ms = performance.now() - since;
  const issues = await db.selectFrom('money_issues').select('kind').execute();
  if (issues.map(({ kind }) => kind).join() !== 'bill_only')
    throw new Error(`${issues.length} differences instead of one`);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  if (megabytes > Number(megabytesMost)) throw new Error(`it took ${megabytes.toFixed(0)} MB`);
  process.stderr.write(`${ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB\n`);
  await opened.close();
  process.stdout.write(`${ms}\n`);
} finally {
  cluster.close();
  rmSync(dataDir, { recursive: true, force: true });
}
