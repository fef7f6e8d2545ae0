import './node.js';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './tree.js';

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } });
const requests = values.requests ?? '10000';
if (!/^[1-9]\d{0,6}$/.test(requests) || (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed))) {
  console.error('用法：npm run hostile -- [--requests 数量] [--seed 种子] (both are whole numbers)');
  process.exit(1);
}
const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const env = { ...process.env, HOSTILE_REQUESTS: requests, ...(values.seed && { HOSTILE_SEED: values.seed }) };
const { status } = spawnSync(process.execPath, [playwright, 'test', 'hostile/', '--config', join(root, 'e2e')], {
  cwd: join(root, 'e2e'),
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
