import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDialectDraft } from './dialect.ts';
import { model } from './model.ts';
import { ownModels } from './read.ts';

type Fields = Record<string, unknown>;
const record = (change: (reset: Fields, whole: Fields) => void = () => undefined): string => {
  const whole = JSON.parse(readFileSync(join(ownModels, 'jiesuo-virtual.json'), 'utf8')) as Fields;
  change(whole['reset'] as Fields, whole);
  return JSON.stringify(whole);
};
const draftOf = (text: string) => {
  const read = readDialectDraft(text);
  return 'draft' in read ? read.draft : expect.unreachable(JSON.stringify(read.faults));
};
const faultsOf = (text: string) => {
  const read = readDialectDraft(text);
  return 'faults' in read ? read.faults.map(({ field }) => field) : expect.unreachable();
};
const found = { pinHash: 'sm3', cipher: 'sm4', lcInMac: true, lcEndian: 'little', headerLength: 8 } as const;
const DIALECT = 'reset: pinHash, cipher, lcInMac, lcEndian, headerLength';

test('a record may leave its dialect and its application open, and nothing else', () => {
  const whole = draftOf(record());
  expect(whole.dialect).toMatchObject({ pinHash: 'sha1', headerLength: 7 });
  expect(whole.application).toBe('JIESUO');
  const bare = draftOf(
    record((reset) => {
      for (const name of Object.keys(reset)) if (name !== 'method') delete reset[name];
      reset['application'] = '';
    }),
  );
  expect([bare.dialect, bare.application]).toEqual([undefined, undefined]);
  expect(faultsOf(record((_, all) => delete all['pin']))).toEqual(['pin']);
  expect(faultsOf(record((reset) => Object.assign(reset, { pinHash: 'md5' })))).toEqual(['reset.pinHash']);
  expect(faultsOf(record((_, all) => Object.assign(all, { family: 'gids' })))).toEqual(['family']);
});

test('a record of another method, and what is no record, have no dialect', () => {
  for (const text of [
    '',
    '[]',
    '{}',
    '{"reset":{"method":""}}',
    readFileSync(join(ownModels, 'jiesuo-piv.json'), 'utf8'),
  ])
    expect(faultsOf(text)).toHaveLength(1);
});

test('what was found is written into the record with its source, once, and the record is a model then', () => {
  const first = draftOf(record((reset) => delete reset['pinHash'])).fill(found, 'THEIRS', 'probe of Monday');
  const again = draftOf(first).fill({ ...found, lcInMac: false }, 'THEIRS', 'probe of Tuesday', {
    hasTriesInHighNibble: true,
  });
  const read = model.parse(JSON.parse(again));
  expect(read.reset).toEqual({ method: 'gmt0017', application: 'THEIRS', ...found, lcInMac: false });
  const told = read.sources.filter(({ fact }) => fact === DIALECT);
  expect(told).toEqual([{ fact: DIALECT, source: 'probe of Tuesday', isVerified: true }]);
  expect(read.sources).toHaveLength(3);
  expect(read.quirks).toEqual({ hasTriesInHighNibble: true });
});
