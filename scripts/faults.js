import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' } },
});
const runs = whole('runs', 100);
const seed = whole('seed', 1 + Math.floor(Math.random() * 2 ** 31));
const { soak } = await import('../e2e/faults/random/soak.ts');
console.log(`种子 seed ${seed}`);
const tally = await soak({ runs, seed, workers: whole('workers', 2), say: (line) => console.log(line) });
for (const [name, times] of [...tally.seen].sort(([one], [other]) => one.localeCompare(other)))
  console.log(`${String(times).padStart(7)}  ${name}`);
const { completed, resumed, broken, burnt } = tally;
console.log(`runs ${runs}, completed ${completed}, resumed ${resumed}, broken ${broken}, admin tries burnt ${burnt}`);
process.exit(broken === 0 && burnt === 0 ? 0 : 1);

function whole(name, otherwise) {
  const number = values[name] === undefined ? otherwise : Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} 需要正整数 (--${name} takes a whole number above 0)`);
  process.exit(1);
}
