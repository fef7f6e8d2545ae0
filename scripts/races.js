import './node.js';
import { parseArgs } from 'node:util';
import { whole } from './whole.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, kills: { type: 'string' } },
});
const rounds = whole(values, 'rounds', 100);
const seed = whole(values, 'seed', 1 + Math.floor(Math.random() * 2 ** 31));
const { openCluster, whyNoPostgres } = await import('../e2e/faults/cluster.ts');
const missing = whyNoPostgres();
if (missing !== undefined) {
  console.error(`需要 PostgreSQL（apt-get install postgresql）(a PostgreSQL is needed: ${missing})`);
  process.exit(1);
}
const { races } = await import('../e2e/money/races.ts');
const { kills } = await import('../e2e/money/kills.ts');
const say = (line) => console.log(line);
const cluster = openCluster();
try {
  console.log(`种子 seed ${seed}`);
  const every = whole(values, 'kills', 1);
  const killed = await kills({ url: cluster.url, every, say });
  console.log(`killed at ${killed.rounds} of ${killed.steps} steps: ${words(killed)}`);
  const tally = await races({ url: cluster.url, rounds, seed, say });
  for (const [end, times] of [...tally.ends].sort(([one], [other]) => one.localeCompare(other)))
    console.log(`${String(times).padStart(7)}  ${end}`);
  console.log(`deadlocks ${tally.deadlocks}`);
  console.log(`rounds ${rounds}, ${words(tally)}`);
  process.exitCode = [killed, tally].every(isClean) && tally.deadlocks === 0 ? 0 : 1;
} finally {
  cluster.close();
}

function words({ unbalanced, doubled, lost }) {
  return `unbalanced ${unbalanced}, doubled ${doubled}, lost ${lost}`;
}

function isClean({ unbalanced, doubled, lost }) {
  return unbalanced === 0 && doubled === 0 && lost === 0;
}
