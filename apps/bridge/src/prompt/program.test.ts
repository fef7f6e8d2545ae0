import { expect, test } from 'vitest';
import { answerOf, runDialog } from './program.ts';

const fault = { kind: 'unavailable', reason: 'program_fault' };

test.each([
  ['PKx7-quiet\n', { kind: 'pin', pin: Buffer.from('Kx7-quiet') }],
  ['P\r\n', { kind: 'pin', pin: Buffer.alloc(0) }],
  ['Y', { kind: 'yes' }],
  ['T\n', { kind: 'timed_out' }],
  ['C', { kind: 'cancelled' }],
  ['', fault],
  ['YES', fault],
  ['X', fault],
])('%j is read as what it says', (output, answer) => {
  expect(answerOf(0, Buffer.from(output), '')).toEqual(answer);
});
test('a PIN of a program that failed is wiped, not taken', () => {
  const output = Buffer.from('PKx7-quiet');
  expect(answerOf(1, output, 'crash')).toEqual(fault);
  expect(output.every((byte) => byte === 0)).toBe(true);
  expect(answerOf(1, Buffer.alloc(0), 'execution error: User cancelled. (-128)')).toEqual({ kind: 'cancelled' });
});

const run = (script: string, rest: { signal?: AbortSignal; waitMs?: number } = {}) =>
  runDialog({ command: process.execPath, args: ['-e', script], environment: {}, input: '密', waitMs: 5_000, ...rest });

test('what is shown goes in by standard input, the answer comes by standard output', async () => {
  expect(await run(`process.stdin.once('data', (d) => process.stdout.write('P' + d))`)).toEqual({
    kind: 'pin',
    pin: Buffer.from('密'),
  });
});
test('a program that hangs, says too much or is not there is unavailable', async () => {
  expect(await run('setInterval(() => {}, 1000)', { waitMs: 300 })).toEqual(fault);
  expect(await run(`process.stdout.write('P' + 'x'.repeat(100_000))`)).toEqual(fault);
  expect(
    await runDialog({ command: '/nowhere/osascript', args: [], environment: {}, input: '', waitMs: 1000 }),
  ).toEqual({
    kind: 'unavailable',
    reason: 'no_program',
  });
});
test('one that is taken away is cancelled, even when it had just answered', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 300);
  expect(
    await run(`process.stdout.write('PKx7-quiet'); setInterval(() => {}, 1000)`, { signal: abort.signal }),
  ).toEqual({ kind: 'cancelled' });
});
