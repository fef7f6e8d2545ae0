import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrMakeCa } from '../../apps/server/src/ca.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { type Context, createContext } from '../../apps/server/src/context.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import { openDatabase } from '../../apps/server/src/db/open.ts';
import { createJobs } from '../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../apps/server/src/keys/portal.ts';
import { createLog } from '../../apps/server/src/logging.ts';
import {
  gatewayKeys,
  now,
  proofOf,
  wechatNotification,
  wechatParts,
} from '../../apps/server/src/payments/channels/partsForTests.ts';
import { rsaVerifier } from '../../apps/server/src/payments/channels/suite.ts';
import { createWechat } from '../../apps/server/src/payments/channels/wechat.ts';
import { attemptNumber } from '../../apps/server/src/payments/number.ts';
import { receive } from '../../apps/server/src/payments/receive.ts';
import { openCluster } from '../../e2e/faults/cluster.ts';
import { feeFen, insertOrder } from '../../e2e/money/arena.ts';
import { median } from '../figures/table.ts';

// Round by round on the same database: as many notifications at once as a gateway sends, each handled whole; and as many bare signature
// checks with one row inserted each. Says how many times the bare ones' time ours take.
const [rounds = '', atOnce = '', engine = ''] = process.argv.slice(2);
const inRound = 256;
const history = 20_000;
const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-bench-'));
const cluster = engine === 'postgres' ? openCluster(true) : undefined;
const config = readConfig({ DATA_DIR: dataDir });
const databaseUrl = await cluster?.database('notification');
const opened = await openDatabase({ dataDir, databaseUrl });
await migrate(opened);
const { db } = opened;
const parts = wechatParts('http://127.0.0.1:9');
const gateway = createWechat(parts);
const ctx: Context = createContext({
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
await opened.script('create table bare (id uuid primary key, key text not null unique, body text not null)');

async function notification(): Promise<Notification> {
  const order = await insertOrder(ctx);
  const number = attemptNumber(now);
  await insertAttempt(order.id, number);
  const said = {
    appid: parts.appId,
    mchid: parts.mchId,
    out_trade_no: number,
    transaction_id: `42000${randomUUID().replaceAll('-', '').slice(0, 20)}`,
    trade_type: 'NATIVE',
    trade_state: 'SUCCESS',
    success_time: '2026-11-22T18:00:00+08:00',
    amount: { total: feeFen, payer_total: feeFen, currency: 'CNY', payer_currency: 'CNY' },
  };
  const sealed = wechatNotification('TRANSACTION.SUCCESS', said);
  const body = sealed.replace(/"id":"[^"]+"/, `"id":"${randomUUID()}"`);
  return { body, headers: proofOf(body) };
}

const insertAttempt = (orderId: string, number: string) =>
  db
    .insertInto('pay_attempts')
    .values({
      number,
      ca_id: ctx.caId,
      order_id: orderId,
      channel: 'wechat',
      amount_fen: feeFen,
      state: 'open',
      created_at: now,
      expires_at: now,
      next_query_at: now,
    })
    .execute();

interface Notification {
  readonly body: string;
  readonly headers: ReturnType<typeof proofOf>;
}
const verifier = rsaVerifier(gatewayKeys.publicKey);

async function bareOne({ body, headers }: Notification): Promise<void> {
  const message = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
  if (!verifier.verify(Buffer.from(message), headers['wechatpay-signature'])) throw new Error('not signed');
  const row = [randomUUID(), headers['wechatpay-nonce'], body];
  await opened.script('insert into bare (id, key, body) values ($1, $2, $3)', row);
}

async function wholeOne({ body, headers }: Notification): Promise<void> {
  const reply = await receive(ctx, 'wechat', gateway.hear(headers, Buffer.from(body)));
  if (reply.status >= 300) throw new Error(`the gateway was answered ${reply.status} ${reply.body}`);
}

/** @returns milliseconds for each. */
async function timed(given: readonly Notification[], one: (notification: Notification) => Promise<void>) {
  const left = [...given];
  const since = performance.now();
  const worker = async () => {
    for (let next = left.pop(); next; next = left.pop()) await one(next);
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, worker));
  return (performance.now() - since) / given.length;
}

/** As many orders with their tries as an installation of some months has; a plan made for an empty table is none for a full one. */
async function fillHistory(): Promise<void> {
  const first = await insertOrder(ctx);
  const number = attemptNumber(now);
  await insertAttempt(first.id, number);
  await opened.script(
    `insert into orders select one.* from orders first cross join generate_series(1, ${history}) n
     cross join lateral jsonb_populate_record(first, jsonb_build_object('id', gen_random_uuid(), 'number', 'CA20200101' || n,
       'status', 'completed', 'customer_name', '示例单位' || n % 1000, 'created_at', first.created_at - n * interval '1 minute')) one
     where first.id = $1`,
    [first.id],
  );
  await opened.script(
    `insert into pay_attempts select one.* from pay_attempts first cross join orders o
     cross join lateral jsonb_populate_record(first, jsonb_build_object('number', 'P' || translate(upper(right(o.id::text, 12)), '-', ''), 'order_id', o.id, 'state', 'closed',
       'next_query_at', null)) one
     where first.number = $1 and o.status = 'completed'`,
    [number],
  );
  await opened.script('analyze');
}

await fillHistory();
const ours: number[] = [];
const bare: number[] = [];
for (let round = 0; round <= Number(rounds); round += 1) {
  const given: Notification[] = [];
  while (given.length < inRound) given.push(await notification());
  const bareMs = await timed(given, bareOne);
  const oursMs = await timed(given, wholeOne);
  // The first warms up.
  if (round === 0) continue;
  ours.push(oursMs);
  bare.push(bareMs);
}
const { paid } = await db
  .selectFrom('orders')
  .select((count) => count.fn.countAll<number>().as('paid'))
  .where('money', '=', 'paid')
  .executeTakeFirstOrThrow();
const all = (Number(rounds) + 1) * inRound;
if (paid !== all) throw new Error(`only ${paid} of ${all} orders were paid when their gateway was answered`);
await opened.close();
cluster?.close();
rmSync(dataDir, { recursive: true, force: true });
process.stderr.write(`ours ${(1000 / median(ours)).toFixed(0)}/s, bare ${(1000 / median(bare)).toFixed(0)}/s\n`);
process.stdout.write(`${median(ours) / median(bare)}\n`);
