import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DriverName, ownModels, readModels, recognise } from '@jiesuo/models';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCard } from './make.ts';

const { models } = readModels([ownModels]);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const changed = (id: string, change: (model: Record<string, unknown>) => void): string => {
  const model = JSON.parse(readFileSync(join(ownModels, `${id}.json`), 'utf8')) as Record<string, unknown>;
  change(model);
  const path = join(folder, 'mine.json');
  writeFileSync(path, JSON.stringify(model));
  return path;
};

const cards = models.filter(({ family, drivers }) => family !== 'none' && (drivers.pcsc || drivers.virtual));
test.each(cards.map(({ id, drivers }): [string, DriverName] => [id, drivers.virtual ? 'virtual' : 'pcsc']))(
  'a virtual UKey of %s is recognised as that model by the driver %s',
  (id, driver) => {
    const { card, record } = makeCard(id);
    const atr = Buffer.from(card.atr).toString('hex');
    expect(recognise(models, { driver, atr })?.id).toBe(id);
    expect(record).toMatchObject({ serial: card.state.serial, model: id });
    expect(record.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(record.adminPin).not.toBe('');
  },
);

test('a file of one’s own gives its ATR, maker and application to the card', () => {
  const path = changed('jiesuo-virtual', (model) => {
    Object.assign(model, { id: 'mine', maker: 'Somebody' });
    model['match'] = { atr: [{ value: '3b8180018181' }], skf: [{ manufacturer: { is: 'Somebody Ltd' } }] };
    Object.assign(model['reset'] as object, { application: 'THEIRS' });
  });
  const { card, record } = makeCard(path, 'rsa');
  expect(Buffer.from(card.atr).toString('hex')).toBe('3b8180018181');
  expect(card.state).toMatchObject({ maker: 'Somebody Ltd', applicationName: 'THEIRS' });
  expect(record.model).toBe('mine');
});

test('a virtual UKey speaks the dialect of its model’s file', () => {
  const dialect = { pinHash: 'sm3', lcInMac: true, lcEndian: 'little', headerLength: 8 };
  const path = changed('jiesuo-virtual', (model) => Object.assign(model['reset'] as object, dialect));
  expect(makeCard(path).card.state).toMatchObject({ dialect });
});

test('what no virtual UKey can be is said in a sentence', () => {
  expect(() => makeCard('nobody')).toThrow('there is no such model');
  expect(() => makeCard('softhsm2')).toThrow('no card to make');
  expect(() => makeCard('jiesuo-piv', 'sm2')).toThrow('no SM2');
  expect(() => makeCard(changed('jiesuo-virtual', (model) => delete model['pin']))).toThrow('mine.json: pin:');
});
