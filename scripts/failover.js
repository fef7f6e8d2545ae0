import './node.js';
import { parseArgs } from 'node:util';
import { whole } from './whole.js';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = whole(values, 'rounds', 10);
const seed = whole(values, 'seed', 1 + Math.floor(Math.random() * 2 ** 31));
const { whyNoPostgres } = await import('../e2e/faults/cluster.ts');
const missing = whyNoPostgres();
if (missing !== undefined) {
  console.error(`需要 PostgreSQL（apt-get install postgresql）(a PostgreSQL is needed: ${missing})`);
  process.exit(1);
}
const { failover } = await import('../e2e/faults/failover/rounds.ts');
console.log(`种子 seed ${seed}`);
const tally = await failover({ rounds, seed, say: (line) => console.log(line) });
for (const fault of tally.faults) console.error(`✗ ${fault}`);
const { acks, lost, doubled, slowestSeconds, ceremonies } = tally;
console.log(
  `acknowledged ${acks}, ceremonies completed ${ceremonies.completed}, resumed ${ceremonies.resumed}, faults ${tally.faults.length}`,
);
console.log(
  `rounds ${tally.rounds}, lost ${lost}, doubled ${doubled}, slowest recovery ${slowestSeconds.toFixed(1)} s`,
);
process.exit(lost + doubled + tally.faults.length === 0 && tally.rounds === rounds ? 0 : 1);
