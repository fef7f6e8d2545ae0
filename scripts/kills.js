import './node.js';
import { parseArgs } from 'node:util';
import { whole } from './whole.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, engine: { type: 'string' } },
});
const rounds = whole(values, 'rounds', 20);
const seed = whole(values, 'seed', 1 + Math.floor(Math.random() * 2 ** 31));
const { engine = 'embedded' } = values;
const { whyNoPostgres } = await import('../e2e/faults/cluster.ts');
if (engine !== 'embedded' && engine !== 'postgres') {
  console.error('--engine 是 embedded 或 postgres (--engine is embedded or postgres)');
  process.exit(1);
}
const missing = engine === 'postgres' ? whyNoPostgres() : undefined;
if (missing !== undefined) {
  console.error(`需要 PostgreSQL（apt-get install postgresql）(a PostgreSQL is needed: ${missing})`);
  process.exit(1);
}
const { cycles } = await import('../e2e/faults/kills/cycles.ts');
console.log(`种子 seed ${seed}`);
const tally = await cycles({ rounds, seed, engine, say: (line) => console.log(line) });
for (const fault of tally.faults) console.error(`✗ ${fault}`);
const { lost, doubled, acknowledged, slowestSeconds } = tally;
console.log(`acknowledged ${acknowledged}, ${engine}`);
console.log(`rounds ${rounds}, lost ${lost}, doubled ${doubled}, slowest recovery ${slowestSeconds.toFixed(1)} s`);
process.exit(lost + doubled + tally.faults.length === 0 && acknowledged > 0 ? 0 : 1);
