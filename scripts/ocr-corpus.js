import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { subjects: { type: 'string' }, seed: { type: 'string' } } });
const subjects = whole('subjects', 5);
const seed = whole('seed', 1);
const { runCorpus } = await import('../apps/server/src/checks/corpus/run.ts');
console.log(
  `种子 seed ${seed}, subjects ${subjects}, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}`,
);
process.exitCode = (await runCorpus({ subjects, seed, say: (line) => console.log(line) })) ? 0 : 1;

function whole(name, otherwise) {
  const number = values[name] === undefined ? otherwise : Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} 需要正整数 (--${name} takes a whole number above 0)`);
  process.exit(1);
}
