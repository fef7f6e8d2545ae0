import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from './lock.ts';

let dir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'jiesuo-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** Another process that takes the lock and keeps it; resolves with what it said. */
async function other(path: string): Promise<{ child: ChildProcess; said: string }> {
  const program = `import { lockDataDir } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
    try { lockDataDir(${JSON.stringify(path)}); console.log('held'); setInterval(() => undefined, 1000); } catch (e) { console.log(e.message); }`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

test('two processes cannot both hold a data directory', async () => {
  const path = join(dir, 'data');
  const held = lockDataDir(path);
  expect((await other(path)).said).toContain(`pid ${process.pid}`);
  expect(() => lockDataDir(path)).toThrow('in use');
  held.release();
  expect((await other(path)).said).toBe('held');
});

test('of eight processes that start at once exactly one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => other(dir)));
  expect(all.filter(({ said }) => said === 'held')).toHaveLength(1);
});

test('a process that was killed holds nothing', async () => {
  const { child, said } = await other(dir);
  expect(said).toBe('held');
  expect(() => lockDataDir(dir)).toThrow(`pid ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockDataDir(dir).release();
});

test('the directory is made for its owner alone', () => {
  const path = join(dir, 'deep', 'data');
  lockDataDir(path).release();
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a path that is no directory, or cannot be written, is one sentence in both languages', () => {
  const path = join(dir, 'file');
  writeFileSync(path, '');
  expect(() => lockDataDir(path)).toThrow(/不是一个目录.*is not a directory/);
  expect(() => lockDataDir(join(path, 'below'))).toThrow(/不是一个目录.*is not a directory/);
  mkdirSync(join(dir, 'lock'));
  expect(() => lockDataDir(dir)).toThrow(/无法写入.*cannot be written/);
});
