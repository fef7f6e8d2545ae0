import { run } from './run.js';

export const checks = [
  { name: 'types (tsc)', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'lint (oxlint)', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'format (biome)', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'import rules (vitest)', command: 'vitest', args: ['run', 'scripts/'] },
];

export const runCheck = async ({ command, args }) => (await run(command, args, { minutes: 10 })) === 0;
