import { writeFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { numberOf } from '../../seed/clone.ts';
import { openInstallation } from '../../seed/installation.ts';
import { cookieOf } from '../../seed/people.ts';

// 我的订单 and one order, by many browsers at once: the server as it is served, and the smallest handler for the same rows, in turns.
const [file = '', orders = '', rounds = ''] = process.argv.slice(2);
const connections = 16;
const seconds = 3;

const installation = await openInstallation();
const { ground } = installation;
const { ports } = ground;
try {
  const { url, ctx, close } = await installation.seeded(Number(orders));
  const account = Math.floor(Number(orders) / 20 / 2);
  const cookie = await cookieOf(ctx, account);
  const number = numberOf(account * 20 + 7);
  const server = ground.run('apps/server/server.js', { DATABASE_URL: url });
  await server.answered(`http://127.0.0.1:${ports.portal}/readyz`);
  const smallest = ground.run('bench/peers/rate/smallest.ts', {}, [url, `${ports.card}`]);
  await smallest.answered(`http://127.0.0.1:${ports.card}/`, 404);
  const at = {
    'orders.list': [`http://127.0.0.1:${ports.portal}/api/orders.list`, `http://127.0.0.1:${ports.card}/list`],
    'orders.get': [
      `http://127.0.0.1:${ports.portal}/api/orders.get?number=${number}`,
      `http://127.0.0.1:${ports.card}/get?number=${number}`,
    ],
  } as const;
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const took: Record<string, { ours: number[]; smallest: number[] }> = {};
  // The first round warms both up.
  for (let round = 0; round <= Number(rounds); round += 1)
    for (const [name, [ours, theirs]] of Object.entries(at)) {
      const rates: number[] = [];
      for (const address of [ours, theirs]) {
        const { requests, non2xx, errors } = await autocannon({
          url: address,
          connections,
          duration: seconds,
          headers,
        });
        if (non2xx + errors > 0) throw new Error(`${address}: ${non2xx} refused, ${errors} broke`);
        rates.push(requests.average);
      }
      if (round === 0) continue;
      const into = (took[name] ??= { ours: [], smallest: [] });
      into.ours.push(rates[0] ?? 0);
      into.smallest.push(rates[1] ?? 0);
    }
  writeFileSync(file, JSON.stringify(took));
  await close();
  process.stdout.write('measured\n');
} finally {
  await installation.close();
}
