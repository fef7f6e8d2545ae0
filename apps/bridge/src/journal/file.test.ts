import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../commands/journal.ts';
import { JournalFault, openJournal } from './file.ts';

const CEREMONY = '01993f6e-7a00-7000-8000-000000000001';
const OTHER = '01993f6e-7a00-7000-8000-000000000002';
const at = '2026-11-22T00:00:00.000Z';
const entry = (step: JournalEntry['step'], ceremony = CEREMONY): JournalEntry => ({ ceremony, at, step });
const folder = () => join(mkdtempSync(join(tmpdir(), 'journal-')), 'journal');
const fileIn = (place: string) => join(place, `${CEREMONY}.jsonl`);

test('what was written is read again by the next process, each ceremony for itself', async () => {
  const place = folder();
  const journal = await openJournal(place);
  await Promise.all([
    journal.write(entry('unblock_sent')),
    journal.write(entry('unblock_sent', OTHER)),
    journal.write(entry('unblocked')),
  ]);
  expect(await (await openJournal(place)).read(CEREMONY)).toEqual([entry('unblock_sent'), entry('unblocked')]);
  expect(await journal.read('01993f6e-7a00-7000-8000-000000000003')).toEqual([]);
});

test.runIf(process.platform !== 'win32')('nobody else may read it', async () => {
  const place = folder();
  await (await openJournal(place)).write(entry('changed'));
  expect([statSync(place).mode & 0o777, statSync(fileIn(place)).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('a torn last line is ignored, and cut off by the next write', async () => {
  const place = folder();
  await (await openJournal(place)).write(entry('unblock_sent'));
  const whole = readFileSync(fileIn(place), 'utf8');
  for (let length = 1; length < whole.length; length += 7) {
    appendFileSync(fileIn(place), whole.slice(0, length));
    const journal = await openJournal(place);
    expect(await journal.read(CEREMONY)).toEqual([entry('unblock_sent')]);
    await journal.write(entry('change_sent'));
    expect(await journal.read(CEREMONY)).toEqual([entry('unblock_sent'), entry('change_sent')]);
    writeFileSync(fileIn(place), whole);
  }
});

test('a whole line that is no entry stops everything: what was done to the UKey is not known', async () => {
  const place = folder();
  const journal = await openJournal(place);
  await journal.write(entry('change_sent'));
  appendFileSync(fileIn(place), '{"step":"nonsense"}\n');
  await expect(journal.read(CEREMONY)).rejects.toThrow(JournalFault);
});

test('nothing but the known fields of a known ceremony can be written', async () => {
  const journal = await openJournal(folder());
  expect(() => journal.write({ ...entry('changed'), pin: 'secret' } as JournalEntry)).toThrow();
  expect(() => journal.write(entry('changed', '../../etc/passwd'))).toThrow();
  await expect(journal.read('../x')).rejects.toThrow();
});

test('files are swept 90 days after their last entry', async () => {
  const place = folder();
  const journal = await openJournal(place);
  await journal.write(entry('completed'));
  await journal.write(entry('completed', OTHER));
  const old = Date.now() / 1000 - 91 * 24 * 3600;
  utimesSync(fileIn(place), old, old);
  const later = await openJournal(place);
  expect(await later.read(CEREMONY)).toEqual([]);
  expect(await later.read(OTHER)).toHaveLength(1);
});

test('an acknowledged entry survives a kill at any moment', async () => {
  const place = folder();
  const program = `
    import { openJournal } from ${JSON.stringify(new URL('./file.ts', import.meta.url).href)};
    const journal = await openJournal(${JSON.stringify(place)});
    for (let i = 0; ; i += 1) {
      await journal.write({ ceremony: '${CEREMONY}', at: new Date(i).toISOString(), step: 'change_sent' });
      process.stdout.write(i + '\\n');
    }`;
  let acknowledged = 0;
  for (let round = 0; round < 5; round += 1) {
    const before = (await (await openJournal(place)).read(CEREMONY)).length;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const enough = 3 + round * 7;
    let count = 0;
    for await (const line of createInterface(child.stdout)) {
      count = Number(line) + 1;
      if (count >= enough) child.kill('SIGKILL');
    }
    acknowledged = before + count;
    const kept = (await (await openJournal(place)).read(CEREMONY)).length;
    expect(kept).toBeGreaterThanOrEqual(acknowledged);
    // One more may be on the disk that was never said to be.
    expect(kept).toBeLessThanOrEqual(acknowledged + 1);
  }
  expect(acknowledged).toBeGreaterThan(20);
});
