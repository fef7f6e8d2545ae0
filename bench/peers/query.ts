import { openDatabase } from '../../apps/server/src/db/open.ts';
import { median } from '../figures/table.ts';

// The query of `orders.list` through the server's own driver, with nothing around it.
const [dataDir = '', runs = ''] = process.argv.slice(2);
const { db, close } = await openDatabase({ dataDir });
const { account_id: account, ca_id: ca } = await db
  .selectFrom('orders')
  .select(['account_id', 'ca_id'])
  .where('number', 'like', 'CA20200101%')
  .limit(1)
  .executeTakeFirstOrThrow();
const times: number[] = [];
for (let run = 0; run < Number(runs) * 1.25; run++) {
  const since = performance.now();
  await db
    .selectFrom('orders')
    .selectAll()
    .where('ca_id', '=', ca)
    .where('account_id', '=', account)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(21)
    .execute();
  if (run >= Number(runs) / 4) times.push(performance.now() - since);
}
await close();
process.stdout.write(`${median(times)}\n`);
