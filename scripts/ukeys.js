import './node.js';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const { tryStacks } = await import('../e2e/ukeys/run.ts');
const lines = await tryStacks(values.only, ({ stack, outcome, seconds, note }) => {
  const mark = { passed: '✓', failed: '✗', missing: '–' }[outcome];
  const time = outcome === 'missing' ? '' : `${seconds.toFixed(1)} s`;
  console.log(
    `${mark} ${stack.padEnd(46)} ${time.padStart(7)}  ${outcome === 'missing' ? '缺少 missing: ' : ''}${note}`,
  );
});
const failed = lines.filter(({ outcome }) => outcome === 'failed').length;
const count = (outcome) => lines.filter((line) => line.outcome === outcome).length;
console.log(`stacks ${lines.length}, passed ${count('passed')}, failed ${failed}, missing ${count('missing')}`);
process.exit(failed === 0 && lines.length > 0 ? 0 : 1);
