import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkModels } from './check.ts';
import { ownModels, readModels } from './read.ts';

type Json = { [key: string]: unknown };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = (id: string) => JSON.parse(readFileSync(join(ownModels, `${id}.json`), 'utf8')) as Json;
const put = (file: string, content: unknown) =>
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
/** Faults of one file, as `field: English sentence`. */
const faultsOf = (content: unknown): string[] => {
  put('one.json', content);
  return readModels([folder]).faults.map(({ field, message }) => `${field}: ${message.split(' · ')[1]}`);
};

const gmt = () => own('jiesuo-virtual');
const soft = () => own('softhsm2');

test.each<[string, Json, string]>([
  ['an unknown field', { ...gmt(), colour: 'red' }, 'colour: there is no such field'],
  ['an id in capitals', { ...gmt(), id: 'Jiesuo' }, 'id: only lower-case letters, digits and hyphens'],
  ['a missing part', (({ pin: _, ...rest }) => rest)(gmt()), 'pin: is missing'],
  [
    'an ATR of half a byte',
    { ...gmt(), match: { atr: [{ value: '3b8' }] } },
    'match.atr.0.value: must be 2 to 33 bytes in lower-case hexadecimal',
  ],
  [
    'a mask of another length',
    { ...gmt(), match: { atr: [{ value: '3b80', mask: 'ff'.repeat(3) }] } },
    'match.atr.0.mask: must be as long as value',
  ],
  [
    'a library with a path',
    { ...gmt(), drivers: { skf: { libraries: { 'linux-x64': ['../evil.so'] } } } },
    'drivers.skf.libraries.linux-x64.0: must be a file name without a path',
  ],
  [
    'a system that there is not',
    { ...gmt(), drivers: { virtual: true, skf: { libraries: { win16: ['a.dll'] } } } },
    'drivers.skf.libraries.win16: there is no such field',
  ],
  [
    'a method that there is not',
    { ...gmt(), reset: { method: 'init_token' } },
    'reset.method: must be gmt0017, challenge_response or trusted_bridge',
  ],
  [
    'a PIN of three',
    { ...gmt(), pin: { min: 3, max: 16, alphabet: 'printable', defaults: [] } },
    'pin.min: must be at least 4',
  ],
  [
    'a longest PIN below the shortest',
    { ...gmt(), pin: { min: 8, max: 6, alphabet: 'printable', defaults: [] } },
    'pin.min: must not be above max',
  ],
  [
    'a default PIN that the model would not take',
    { ...gmt(), pin: { min: 6, max: 8, alphabet: 'digits', defaults: ['12345a'] } },
    'pin.defaults.0: does not keep to the length or alphabet of this model',
  ],
  [
    'a gmt0017 model that would refuse the temporary PIN',
    { ...gmt(), pin: { min: 6, max: 16, alphabet: 'digits', defaults: [] } },
    'pin: gmt0017 first sets a temporary PIN of 16 printable characters: max must be at least 16 and alphabet printable',
  ],
  ['a quirk that no driver knows', { ...gmt(), quirks: { isFast: true } }, 'quirks.isFast: there is no such field'],
  ['a fact without a source', { ...gmt(), sources: [] }, 'sources: name at least one source'],
  ['no driver', { ...gmt(), drivers: {} }, 'drivers: name at least one driver'],
  [
    'a card that nothing recognises',
    { ...gmt(), match: {} },
    'match.atr: the drivers pcsc and virtual need at least one ATR',
  ],
  ['a token that nothing recognises', { ...soft(), match: {} }, 'match.pkcs11: the driver pkcs11 needs a manufacturer'],
  ['a card of no family', { ...gmt(), family: 'none' }, 'family: must not be none with the drivers pcsc and virtual'],
  ['a method of another family', { ...gmt(), family: 'piv' }, 'family: does not go with reset.method'],
  [
    'raw commands over PKCS#11',
    { ...soft(), family: 'gmt0017', reset: gmt()['reset'] },
    'reset.method: no driver of this model can send raw commands',
  ],
  [
    'an SO log-in without PKCS#11',
    { ...gmt(), reset: { method: 'trusted_bridge', via: 'so_init_pin' } },
    'reset.via: no driver of this model can unblock that way',
  ],
  [
    'SKF_UnblockPIN without an application',
    { ...own('jiesuo-skf-plain'), reset: { method: 'trusted_bridge', via: 'skf_unblock_pin' } },
    'reset.application: skf_unblock_pin needs the name of the application',
  ],
  [
    'a PIV PIN of nine',
    { ...own('jiesuo-piv'), pin: { min: 6, max: 9, alphabet: 'digits', defaults: [] } },
    'pin.max: a PIV PIN has at most 8 characters',
  ],
])('%s is refused, with the field and what is wrong with it', (_, content, sentence) => {
  expect(faultsOf(content)).toContain(sentence);
});

test('every sentence is in both languages', () => {
  put('one.json', {
    id: 'X',
    pin: { min: 3, max: 'many', alphabet: 'runes' },
    tries: { user: 1.5, admin: 900 },
    sources: 1,
  });
  const { faults } = readModels([folder]);
  expect(faults.length).toBeGreaterThan(8);
  for (const { message } of faults) expect(message).toMatch(/^[^a-z]*[\u4e00-\u9fff].* · [\x20-\x7e]+$/);
});

test('a file that is no JSON, too large, unreadable, or a folder, is one fault and takes no good one out', () => {
  put('a.json', '{');
  put('b.json', ' '.repeat(70_000));
  symlinkSync('/nowhere', join(folder, 'c.json'));
  put('d.json', '[]');
  put('good.json', gmt());
  put('note.txt', 'not a model');
  const { models, faults } = readModels([folder, join(folder, 'none')]);
  expect(models.map(({ id }) => id)).toEqual(['jiesuo-virtual']);
  expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['a.json', 'b.json', 'c.json', 'd.json', 'none']));
});

test('of two models that claim the same UKey the first stands and the second is told by whom', () => {
  put('twin.json', { ...gmt(), id: 'twin' });
  const { models, faults } = readModels([ownModels, folder]);
  expect(models.some(({ id }) => id === 'twin')).toBe(false);
  expect(faults.map(({ field }) => field)).toEqual(['match.atr.0', 'match.skf.0']);
  expect(faults[0]?.message).toContain('jiesuo-virtual');
});

test('a mask or a beginning that covers another model’s match is a clash too', () => {
  const masked = {
    ...gmt(),
    id: 'masked',
    match: { atr: [{ value: '3b8180010000', mask: 'ffffffff0000' }] },
    drivers: { pcsc: true },
  };
  put('masked.json', masked);
  put('soft.json', { ...soft(), id: 'soft', match: { pkcs11: [{ manufacturer: { startsWith: 'SoftHSM' } }] } });
  expect(readModels([ownModels, folder]).faults.map(({ file, field }) => `${file} ${field}`)).toEqual([
    'masked.json match.atr.0',
    'soft.json match.pkcs11.0',
  ]);
});

test('the check of a file says what the model is, and counts what nobody saw on a token', () => {
  put('one.json', gmt());
  const { lines, isFine } = checkModels([join(folder, 'one.json')]);
  expect(isFine).toBe(true);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^✓ jiesuo-virtual: .*gmt0017, virtual, pcsc, skf.*10/);
  expect(checkModels([join(folder, 'two.json')])).toMatchObject({ isFine: false });
  expect(checkModels([])).toMatchObject({ isFine: false });
});
