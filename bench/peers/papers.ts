import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCase } from '../../apps/server/src/checks/corpus/cases.ts';
import { type Condition, conditions } from '../../apps/server/src/checks/corpus/conditions.ts';

// Draws the three papers of an order into a folder: who measures the reading shall not hold what drew them.
const [folder = '', claimedCondition = '', seed = ''] = process.argv.slice(2);
const condition = conditions.find((one): one is Condition => one === claimedCondition);
if (!condition) throw new Error(`no condition ${claimedCondition}`);
for (const [index, name] of ['licence, seal over name', 'ID card', 'letter'].entries()) {
  const { bytes } = await makeCase(name, condition, Number(seed), new Date('2026-11-22T00:00:00Z'));
  writeFileSync(join(folder, `${index}.jpg`), bytes);
}
console.log('drawn');
