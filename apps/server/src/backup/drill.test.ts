import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findPostgres } from '../db/testing/cluster.ts';

const script = fileURLToPath(new URL('../../../../scripts/restore-drill.js', import.meta.url));

/** The others are `npm run restore-drill`. */
const only = findPostgres() ? 'embedded-postgres' : 'embedded-embedded';

test('what a running server wrote while it was backed up is whole in another place, which serves', {
  timeout: 300_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--only', only]);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('restored 1, faults 0');
});
