import './node.js';
import { parseArgs } from 'node:util';
import { whole } from './whole.js';

const { values } = parseArgs({ options: { subjects: { type: 'string' }, seed: { type: 'string' } } });
const subjects = whole(values, 'subjects', 4);
const seed = whole(values, 'seed', 1);
const { runCorpus } = await import('../apps/server/src/checks/corpus/run.ts');
console.log(
  `种子 seed ${seed}, subjects ${subjects}, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}`,
);
process.exitCode = (await runCorpus({ subjects, seed, say: (line) => console.log(line) })) ? 0 : 1;
