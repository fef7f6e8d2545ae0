import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { checkModels } from './check.ts';
import { adminTriesMax } from './model.ts';
import { modelFiles, ownModels, readModels } from './read.ts';
import { candidates, recognise } from './recognise.ts';

const { models, faults } = readModels();
const find = (id: string) => {
  const model = models.find((one) => one.id === id);
  if (!model) throw new Error(id);
  return model;
};

test('the models that come with the product have no fault, and each lies in a file of its name', () => {
  expect(faults).toEqual([]);
  expect(checkModels([ownModels]).isFine).toBe(true);
  expect(models.map(({ id }) => `${id}.json`)).toEqual(modelFiles(ownModels).map((path) => basename(path)));
});

test('a model that is no one of our own virtual ones says of every fact that nobody saw it on a token', () => {
  for (const model of models.filter(({ maker }) => maker !== 'Jiesuo' && maker !== 'SoftHSM'))
    expect(
      model.sources.every(({ isVerified }) => !isVerified),
      model.id,
    ).toBe(true);
});

test('a UKey is recognised by what its driver sees, and by no other driver’s facts', () => {
  const atr = '3b8180018080';
  expect(recognise(models, { driver: 'virtual', atr })?.id).toBe('jiesuo-virtual');
  expect(recognise(models, { driver: 'pcsc', atr })?.id).toBe('jiesuo-virtual');
  expect(recognise(models, { driver: 'pkcs11', atr })).toBeUndefined();
  expect(recognise(models, { driver: 'pcsc', atr: '3b00' })).toBeUndefined();
  expect(recognise(models, { driver: 'pcsc' })).toBeUndefined();
  expect(recognise(models, { driver: 'skf', manufacturer: 'Jiesuo Virtual' })?.id).toBe('jiesuo-virtual');
  expect(recognise(models, { driver: 'skf', manufacturer: 'Jiesuo Virtual and more' })).toBeUndefined();
  const soft = { driver: 'pkcs11', manufacturer: 'SoftHSM project', model: 'SoftHSM v2' } as const;
  expect(recognise(models, soft)?.id).toBe('softhsm2');
  expect(recognise(models, { ...soft, model: 'SoftHSM v3' })).toBeUndefined();
  expect(recognise(models, { ...soft, driver: 'skf' })).toBeUndefined();
});

test('a mask lets bits of the ATR differ, and no others', () => {
  const model = {
    ...find('jiesuo-virtual'),
    match: { atr: [{ value: '3b8180', mask: 'fff0ff' }], usb: [], skf: [], pkcs11: [] },
  };
  const seen = (atr: string) => candidates([model], { driver: 'pcsc', atr }).length;
  expect([seen('3b8180'), seen('3b8f80'), seen('3b9180'), seen('3b8181'), seen('3b818080')]).toEqual([1, 1, 0, 0, 0]);
});

test('two families with one ATR are left to the application on the card', () => {
  const piv = { ...find('jiesuo-piv'), match: find('jiesuo-virtual').match };
  const facts = { driver: 'pcsc', atr: '3b8180018080' } as const;
  expect(candidates([find('jiesuo-virtual'), piv], facts)).toHaveLength(2);
  expect(recognise([find('jiesuo-virtual'), piv], facts)).toBeUndefined();
});

test('admin tries that nobody has told count as none, those of a token that never locks as endless', () => {
  expect(adminTriesMax(find('jiesuo-virtual'))).toBe(6);
  expect(adminTriesMax(find('softhsm2'))).toBe(Number.POSITIVE_INFINITY);
  expect(adminTriesMax({ tries: { user: 3, admin: null }, quirks: {} })).toBe(0);
});
