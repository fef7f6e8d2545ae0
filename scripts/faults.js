import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string' },
    store: { type: 'string' },
    matrix: { type: 'boolean' },
    only: { type: 'string' },
  },
});
const { everyCell, rolled, soak } = await import('../e2e/faults/random/soak.ts');
const { openCluster, whyNoPostgres } = await import('../e2e/faults/cluster.ts');

const workers = whole('workers', 2);
const store = values.store ?? (whyNoPostgres() ? 'embedded' : 'postgres');
if (store !== 'embedded' && store !== 'postgres') giveUp('--store 只能是 embedded 或 postgres (embedded or postgres)');
if (store === 'postgres' && whyNoPostgres()) giveUp(`没有 PostgreSQL (${whyNoPostgres()})`);
const seed = whole('seed', 1 + Math.floor(Math.random() * 2 ** 31));
const only = whole('only', 0);
const all = values.matrix ? everyCell : rolled(whole('runs', 100), seed);
const rounds = only > 0 ? all.slice(only - 1, only) : all;
if (rounds.length === 0) giveUp(`--only 最大为 ${all.length} (${all.length} at most)`);

console.log(values.matrix ? `故障矩阵 matrix, ${store}` : `种子 seed ${seed}, ${store}`);
const cluster = store === 'postgres' ? openCluster() : undefined;
process.once('exit', () => cluster?.close());
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const tally = await soak({ rounds, workers, cluster, say: (line) => console.log(line) });
for (const [name, times] of [...tally.seen].sort(([one], [other]) => one.localeCompare(other)))
  console.log(`${String(times).padStart(7)}  ${name}`);
// Of dice it is expected that some moments never come.
if (values.matrix) for (const name of tally.missed) console.log(`没有发生 did not come to pass: ${name}`);
const { completed, resumed, broken, burnt } = tally;
console.log(
  `runs ${rounds.length}, completed ${completed}, resumed ${resumed}, broken ${broken}, admin tries burnt ${burnt}`,
);
process.exit(broken === 0 && burnt === 0 ? 0 : 1);

function whole(name, otherwise) {
  const number = values[name] === undefined ? otherwise : Number(values[name]);
  if (values[name] === undefined || (Number.isInteger(number) && number > 0)) return number;
  return giveUp(`--${name} 需要正整数 (--${name} takes a whole number above 0)`);
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
