import { writeFileSync } from 'node:fs';
import type { Operations } from '@jiesuo/contract';
import { console as consoleContract } from '@jiesuo/contract/console';
import { portal as portalContract } from '@jiesuo/contract/portal';
import { createSide } from '../../../apps/server/src/serve.ts';
import { logInStaff } from '../../../apps/server/src/trial/people.ts';
import { createDoor, type Visitor } from '../../../apps/server/src/trial/visitor.ts';
import { numberOf, serialOf } from '../../seed/clone.ts';
import { type Installation, openInstallation, type Seeded } from '../../seed/installation.ts';
import { cookieOf } from '../../seed/people.ts';

// What pages ask most, at few orders and at very many, asked in turns. Writes what each took, in milliseconds, into a file.
const [file = '', few = '', many = '', rounds = ''] = process.argv.slice(2);

/** Rows that grow with the orders: a plan that reads all of them has no place in what a page asks. */
const growing = 1_000;

async function openPages(installation: Installation, count: number) {
  const seeded = await installation.seeded(count);
  process.stderr.write(`${count} orders in ${seeded.seconds.toFixed(0)} s\n`);
  const { ctx } = seeded;
  const sides = [await createSide(ctx, 'portal', {}), await createSide(ctx, 'console', {})] as const;
  const customer = createDoor(sides[0], portalContract, ctx.config.portal.origin, () => '').visitor();
  // In the middle of all accounts, and old.
  const account = Math.floor(count / 20 / 2);
  const cookie = await cookieOf(ctx, account);
  customer.cookies.set(cookie.name, cookie.value);
  const door = createDoor(sides[1], consoleContract, ctx.config.console.origin, () => '');
  const staff = await logInStaff(ctx, door, ['reviewer', 'supervisor', 'auditor', 'finance', 'key_custodian']);
  const n = account * 20 + 7;
  const ask =
    <T extends Operations>(who: Visitor<T>, name: keyof T & string, input: unknown) =>
    async () => {
      const { status, body } = await who.call(name, input);
      if (status !== 200) throw new Error(`${name} answered ${status} ${JSON.stringify(body)}`);
      return body;
    };
  const pages = {
    'orders.list': ask(customer, 'orders.list', {}),
    'orders.list, one tab': ask(customer, 'orders.list', { tab: 'unpaid' }),
    'orders.get': ask(customer, 'orders.get', { number: numberOf(n) }),
    'orders.search': ask(staff, 'orders.search', {}),
    'orders.search, one status': ask(staff, 'orders.search', { status: 'rejected' }),
    'orders.search, a number': ask(staff, 'orders.search', { search: numberOf(n) }),
    'orders.search, a KEY': ask(staff, 'orders.search', { search: serialOf(n) }),
    'orders.search, a name': ask(staff, 'orders.search', { search: `示例单位${account}` }),
    'orders.search, what many names begin with': ask(staff, 'orders.search', { search: '示例单位' }),
    'reviews.queue': ask(staff, 'reviews.queue', {}),
    'reviews.counts': ask(staff, 'reviews.counts', {}),
    'payments.list': ask(staff, 'payments.list', {}),
    'payments.list, a number': ask(staff, 'payments.list', { search: numberOf(n) }),
    'sms.list': ask(staff, 'sms.list', {}),
    'ukeys.list, a KEY': ask(staff, 'ukeys.list', { search: serialOf(n) }),
    'ukeys.inspect': ask(staff, 'ukeys.inspect', { serial: serialOf(n) }),
  };
  return {
    pages,
    seeded,
    async close() {
      for (const side of sides) await side.close();
      await seeded.close();
    },
  };
}

const scans = async ({ script }: Seeded) =>
  new Map(
    (await script('select relname, seq_scan::int as scans, n_live_tup::int as live from pg_stat_user_tables')).map(
      (row) => [String(row['relname']), { scans: Number(row['scans']), live: Number(row['live']) }],
    ),
  );

const installation = await openInstallation();
try {
  const small = await openPages(installation, Number(few));
  const large = await openPages(installation, Number(many));
  const took: Record<string, { few: number[]; many: number[] }> = {};
  const time = async (into: number[], run: () => Promise<unknown>) => {
    const since = performance.now();
    await run();
    into.push(performance.now() - since);
  };
  const before = await scans(large.seeded);
  // The first rounds warm caches, connections and plans, and are not counted.
  const warming = 8;
  for (let round = -warming; round < Number(rounds); round += 1)
    for (const [name, run] of Object.entries(small.pages)) {
      const times = round < 0 ? { few: [], many: [] } : (took[name] ??= { few: [], many: [] });
      await time(times.few, run);
      await time(times.many, large.pages[name as keyof typeof large.pages]);
    }
  // PostgreSQL tells what a connection did when it has been quiet for a second.
  await new Promise((done) => setTimeout(done, 2_500));
  const read = [...(await scans(large.seeded))].filter(
    ([table, { scans: now, live }]) => live > growing && now > (before.get(table)?.scans ?? 0),
  );
  writeFileSync(file, JSON.stringify({ took, readWhole: read.map(([table]) => table) }));
  await small.close();
  await large.close();
  process.stdout.write('measured\n');
} finally {
  await installation.close();
}
