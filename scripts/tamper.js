import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = whole('rounds', 200);
const seed = whole('seed', 1 + Math.floor(Math.random() * 2 ** 31));
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

function whole(name, otherwise) {
  const number = values[name] === undefined ? otherwise : Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} 需要正整数 (--${name} takes a whole number above 0)`);
  process.exit(1);
}
