import { sequenceDue } from '../../apps/server/src/audit/tree/sequence.ts';
import { findOrMakeCa } from '../../apps/server/src/ca.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import type { Context } from '../../apps/server/src/context.ts';
import { createContext } from '../../apps/server/src/context.ts';
import { migrate } from '../../apps/server/src/db/migrate.ts';
import { openDatabase } from '../../apps/server/src/db/open.ts';
import { seedDemo } from '../../apps/server/src/demo/seed.ts';
import { standIn } from '../../apps/server/src/demo/stand-in.ts';
import { createJobs } from '../../apps/server/src/jobs/jobs.ts';
import { loadMasterKey } from '../../apps/server/src/keys/master.ts';
import { loadPortalKey } from '../../apps/server/src/keys/portal.ts';
import { createLog } from '../../apps/server/src/logging.ts';
import { openGround } from '../../bench/ground/ground.ts';

/** The demo's customers, orders and papers, and money that came once, and once too often; a server runs on them. */
export async function openDrillWorld(databaseUrl?: string) {
  const ground = await openGround(databaseUrl);
  const { ports, env } = ground;
  const sim = ground.run('apps/sim/src/main.ts');
  await sim.answered(`http://127.0.0.1:${ports.sim}/ukeys/list`);
  await fill(env);
  const server = ground.run('apps/server/server.js');
  const origin = `http://127.0.0.1:${ports.portal}`;
  await server.answered(`${origin}/readyz`);
  return { ground, server, origin };
}

async function fill(env: Readonly<Record<string, string>>): Promise<void> {
  const config = readConfig(env);
  const { dataDir, databaseUrl, demoFile } = config;
  const opened = await openDatabase({ dataDir, databaseUrl });
  await migrate(opened);
  const { db, engine } = opened;
  const log = createLog('error');
  const clock = () => new Date();
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
  try {
    await seedDemo(ctx, demoFile ?? '');
    await pay(ctx);
    await sequenceDue(ctx);
  } finally {
    ctx.documentReader.close();
    await opened.close();
  }
}

/** 财务 confirms a transfer for each order that waits for one, and another that came for the same order. */
async function pay(ctx: Context): Promise<void> {
  const finance = await ctx.db
    .selectFrom('staff')
    .select(['id', 'name', 'roles'])
    .where('ca_id', '=', ctx.caId)
    .execute()
    .then((rows) => rows.find(({ roles }) => roles.includes('finance')));
  if (!finance) throw new Error('the demo has nobody in finance');
  const clerk = standIn(ctx, {
    kind: 'staff',
    staffId: finance.id,
    name: finance.name,
    roles: ['finance'],
    sessionId: finance.id,
  });
  const unpaid = await ctx.db.selectFrom('orders').selectAll().where('status', '=', 'unpaid').execute();
  for (const { number, fee_fen: amountFen, customer_name: payer } of unpaid)
    for (const [i, note] of [undefined, '同一订单的第二笔'].entries())
      await clerk.do('payments.confirm', {
        number,
        amountFen,
        payer,
        bankReference: `${number}-${i}`,
        ...(note === undefined ? {} : { note }),
      });
}

/** Asks for codes one after another, each a transaction over five tables, until it is stopped. @returns how many were answered. */
export function writeMeanwhile(origin: string): { stop(): Promise<number> } {
  let isOn = true;
  const counts = Promise.all(
    [0, 1, 2].map(async (lane) => {
      let done = 0;
      for (let i = 0; isOn; i += 1) {
        const mobile = `139${String(lane)}${String(i).padStart(7, '0')}`;
        const answer = await fetch(`${origin}/api/accounts.sendCode`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: origin.replace('127.0.0.1', 'localhost') },
          body: JSON.stringify({ mobile, purpose: 'register' }),
        });
        if (answer.status === 200) done += 1;
        else if (answer.status !== 429) throw new Error(`accounts.sendCode: ${answer.status} ${await answer.text()}`);
      }
      return done;
    }),
  );
  return {
    async stop() {
      isOn = false;
      return (await counts).reduce((sum, count) => sum + count, 0);
    },
  };
}
