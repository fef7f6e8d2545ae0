import { sql } from 'kysely';
import { openDatabase } from '../../../apps/server/src/db/open.ts';
import { createLog } from '../../../apps/server/src/logging.ts';
import { logIn } from '../people.ts';
import type { Programs } from '../programs.ts';
import type { Ledger } from './load.ts';

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** Everything that was answered is there, once, as its customer sees it after a log-in of its own (I1, I5, I11). */
export async function judgeOutside(programs: Programs, { customers, addresses, orders }: Ledger): Promise<Verdict> {
  const [lost, doubled]: [string[], string[]] = [[], []];
  const streetsOf = new Map<string, string[]>();
  for (const { mobile, password } of customers) {
    const customer = await logIn(programs, mobile, password).catch(() => undefined);
    if (!customer) {
      lost.push(`the account ${mobile}`);
      continue;
    }
    const { items } = await customer.ask('addresses.list', {});
    streetsOf.set(
      mobile,
      items.map(({ street }) => street),
    );
  }
  for (const [street, { mobile }] of addresses) {
    const times = streetsOf.get(mobile)?.filter((one) => one === street).length ?? 0;
    if (times === 0) lost.push(`the address ${street}`);
    if (times > 1) doubled.push(`the address ${street}`);
  }
  for (const [number, { customer, isCancelled }] of orders) {
    const { ask } = await logIn(programs, customer.mobile, customer.password);
    const order = await ask('orders.get', { number }).catch(() => undefined);
    if (!order) {
      lost.push(`the order ${number}`);
      continue;
    }
    if (isCancelled && order.status !== 'cancelled') lost.push(`that ${number} was cancelled`);
    const events = order.timeline.map(({ event }) => event);
    if (new Set(events).size !== events.length) doubled.push(`${number}: ${events.join(', ')}`);
    for (const { id } of order.materials)
      if (
        !(await ask('materials.preview', { id, page: 1 }).then(
          () => true,
          () => false,
        ))
      )
        lost.push(`the paper ${id} of ${number}`);
  }
  return { lost, doubled };
}

/** Read only, after the programs ended: one leaf for each act (I4), one live reset for a UKey (I2), one message for a change (I7). Money is not in this load: `npm run races` kills there. */
export async function judgeInside(programs: Programs, databaseUrl: string | undefined): Promise<Verdict> {
  const { dataDir } = programs;
  const { db, close } = await openDatabase({ dataDir, databaseUrl, log: createLog('silent') });
  const count = async (question: string): Promise<number> => {
    const { rows } = await sql<{ n: string | number }>`${sql.raw(question)}`.execute(db);
    return Number(rows[0]?.n ?? 0);
  };
  try {
    const leaves = (operation: string) =>
      count(`select count(*) as n from audit_leaves where operation = '${operation}'`);
    const [lost, doubled]: [string[], string[]] = [[], []];
    for (const [table, operation] of [
      ['addresses', 'addresses.add'],
      ['orders', 'orders.submit'],
    ] as const) {
      const [rows, noted] = [await count(`select count(*) as n from ${table}`), await leaves(operation)];
      if (noted < rows) lost.push(`${rows - noted} leaves of ${operation}`);
      if (noted > rows) doubled.push(`${noted - rows} leaves of ${operation}`);
    }
    const live = await count(`select count(*) as n from (select ukey_id from orders
      where status in ('unpaid', 'in_review', 'rejected', 'awaiting_reset') group by ukey_id having count(*) > 1) twice`);
    if (live > 0) doubled.push(`${live} UKeys with more than one live reset`);
    const told = await count(`select count(*) as n from (select order_id, template from sms_messages
      where order_id is not null group by order_id, template having count(*) > 1) twice`);
    if (told > 0) doubled.push(`${told} changes told more than once`);
    return { lost, doubled };
  } finally {
    await close();
  }
}
