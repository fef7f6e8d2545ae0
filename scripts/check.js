import './node.js';
import { checks, runCheck } from './lanes/checks.js';

const failed = [];
for (const check of checks) {
  const isFine = await runCheck(check);
  console.log(`${isFine ? '✓' : '✗'} ${check.name}`);
  if (!isFine) failed.push(check.name);
}
if (failed.length > 0) console.error(`未通过：${failed.join('、')} (failed: ${failed.join(', ')})`);
process.exit(failed.length === 0 ? 0 : 1);
