import type { Customer } from '../ground/apply.ts';
import type { Ground } from '../ground/ground.ts';
import { runPeer } from '../peers/run.ts';
import { type Line, median } from './table.ts';

/** HTTP, session, schema and JSON around one query may take as long as this many of the query itself. */
const queries = 6;

/** 我的订单 over HTTP, held against its bare query through the same driver on a copy of the same data. */
export async function measureList(
  ground: Ground,
  { browser }: Customer,
  copy: string,
  runs: number,
): Promise<readonly Line[]> {
  const peer = await runPeer('query.ts', [copy, String(runs)]);
  const server = ground.run('apps/server/server.js');
  await server.answered(`http://127.0.0.1:${ground.ports.portal}/readyz`);
  const times: number[] = [];
  for (let run = 0; run < runs + runs / 4; run++) {
    const since = performance.now();
    const { items } = await browser('orders.list', {});
    if (items.length !== 20) throw new Error(`${items.length} orders instead of 20`);
    if (run >= runs / 4) times.push(performance.now() - since);
  }
  await server.stop();
  return [
    {
      what: 'orders.list over HTTP, embedded database',
      ms: median(times),
      runs,
      against: `${queries} × its bare query (${peer.ms.toFixed(2)} ms)`,
      limitMs: queries * peer.ms,
    },
  ];
}
