import './node.js';
import { parseArgs } from 'node:util';
import { whole } from './whole.js';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = whole(values, 'rounds', 200);
const seed = whole(values, 'seed', 1 + Math.floor(Math.random() * 2 ** 31));
const { openCluster, whyNoPostgres } = await import('../e2e/faults/cluster.ts');
const missing = whyNoPostgres();
if (missing !== undefined) {
  console.error(`需要 PostgreSQL（apt-get install postgresql）(a PostgreSQL is needed: ${missing})`);
  process.exit(1);
}
const { openGround } = await import('../apps/server/src/audit/tamper/ground.ts');
const { bendLog, fillLog } = await import('../apps/server/src/audit/tamper/rounds.ts');
const cluster = openCluster();
try {
  console.log(`种子 seed ${seed}`);
  const { ctx, close } = await openGround(cluster.url);
  try {
    await fillLog(ctx);
    const { undetected, kinds } = await bendLog(ctx, { rounds, seed, say: (line) => console.log(line) });
    for (const [kind, times] of [...kinds].sort(([one], [other]) => one.localeCompare(other)))
      console.log(`${String(times).padStart(7)}  ${kind}`);
    console.log(`rounds ${rounds}, undetected ${undetected.length}`);
    process.exitCode = undetected.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
} finally {
  cluster.close();
}
