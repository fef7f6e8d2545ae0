import { ownModels, readModels } from '@jiesuo/models';
import { describe, expect, test } from 'vitest';
import {
  adminTriesMax,
  adminTriesNeeded,
  isAdminSecret,
  isSupported,
  methodsOf,
  needsCustodian,
  ticketMethod,
} from './models.ts';
import { isWeakSecret } from './strength.ts';

const { models, faults } = readModels([ownModels]);
const model = (id: string) => {
  const found = models.find((one) => one.id === id);
  if (!found) throw new Error(`no model ${id}`);
  return found;
};
const virtual = model('jiesuo-virtual');
const gids = model('jiesuo-gids-3des');
const skf = model('jiesuo-skf-plain');
const soft = model('softhsm2');

test('every model of the product has the parameters of its own method', () => {
  expect(faults).toEqual([]);
  for (const one of models)
    expect(ticketMethod(one, one.reset.method), one.id).toMatchObject({ profile: { id: one.id } });
});

test('a weaker method is one that the same secret serves, and never a stronger one', () => {
  expect(methodsOf(virtual)).toEqual(['gmt0017', 'trusted_bridge']);
  expect(ticketMethod(virtual, 'trusted_bridge')?.profile).toEqual({
    id: 'jiesuo-virtual',
    via: 'skf_unblock_pin',
    application: 'JIESUO',
  });
  expect(methodsOf(gids)).toEqual(['challenge_response']);
  expect(ticketMethod(gids, 'trusted_bridge')).toBeUndefined();
  expect(ticketMethod(skf, 'gmt0017')).toBeUndefined();
});

test('tries that nobody told count as none, a token that never locks as many, and few need the custodian', () => {
  const few = { ...gids, tries: { user: 3, admin: 3 } };
  const untold = { ...gids, tries: { user: null, admin: null } };
  expect([virtual, few, untold, soft].map(adminTriesMax)).toEqual([6, 3, 0, 255]);
  expect([virtual, few].map(adminTriesNeeded)).toEqual([4, 3]);
  expect([virtual, few, skf, soft].map(needsCustodian)).toEqual([false, true, true, true]);
  const off = { isTrustedBridgeOn: false };
  expect([virtual, untold, skf].map((one) => isSupported(one, off))).toEqual([true, false, false]);
  expect(isSupported(skf, { isTrustedBridgeOn: true })).toBe(true);
});

describe('an admin secret has the form of its model', () => {
  const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef';
  test.each([
    [virtual, 'q7#Zt2!vLm9@Xc4w', true],
    [virtual, 'q7#Zt2!vLm9@Xc4w!', false],
    [virtual, '短密码短密码', false],
    [gids, key, true],
    [gids, key.slice(2), false],
    [gids, key.toUpperCase(), false],
    [gids, 'q7#Zt2!vLm9@Xc4w', false],
    [soft, 'x'.repeat(64), true],
    [soft, 'x'.repeat(65), false],
  ] as const)('$id', (one, secret, isGood) => expect(isAdminSecret(one, secret)).toBe(isGood));

  test('keys that cards come with, and 3DES keys worth one DES key, are weak', () => {
    const weak = ['00'.repeat(24), '0102030405060708'.repeat(3), `${'0f1e2d3c4b5a6978'.repeat(2)}8796a5b4c3d2e1f0`];
    expect([key, ...weak].map((one) => isWeakSecret(gids, one))).toEqual([false, true, true, true]);
  });
  test('a released secret is weak by habit only: a PUK has but eight characters', () => {
    expect(['12345678', '11111111', 'admin123', 'k3Vq9ZtB'].map((one) => isWeakSecret(skf, one))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
