import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCard } from './card.ts';
import { CardStateError } from './fields.ts';
import { bareState } from './gmt0017/test-host.ts';
import { order } from './iso/test-host.ts';
import { issueGidsCard } from './issue/gids.ts';
import { issuePivCard } from './issue/piv.ts';
import { parseAnyCardState } from './state.ts';
import { openCardStore } from './store.ts';

const gids = issueGidsCard({ ...order, kind: 'p256' }).state;
const piv = issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'p256' }], serial: '12345678' }).state;
const directory = mkdtempSync(join(tmpdir(), 'jiesuo-families-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a store keeps cards of every family, and each wakes up as what it is', () => {
  const store = openCardStore(directory, parseAnyCardState);
  for (const state of [gids, piv, bareState]) store.save(state);
  const loaded = openCardStore(directory, parseAnyCardState).load();
  expect(new Set(loaded)).toEqual(new Set([gids, piv, bareState]));
  const atrs = loaded.map((state) => Buffer.from(createCard(state).atr).toString('hex'));
  expect(new Set(atrs)).toEqual(new Set(['3b848001474944337c', '3b848001504956501a', '3b8180018080']));
});

test('a store of GM/T 0017 cards takes no others', () => {
  expect(() => openCardStore(directory).load()).toThrow(CardStateError);
});

test.each([
  ['an unknown family', { ...gids, family: 'openpgp' }],
  ['an unknown field', { ...gids, applicationName: 'x' }],
  ['a key of another length', { ...gids, adminKey: `${gids.adminKey}00` }],
  ['a GIDS serial number that is no card id', { ...gids, serial: 'JS0001' }],
  ['a PIV PIN of nine characters', { ...piv, userPin: '123456789' }],
  ['a PIV serial number of 2^32', { ...piv, serial: '4294967296' }],
  ['a PIV slot that signs nothing', { ...piv, containers: [{ ...piv.containers[0], name: '9d' }] }],
  ['two keys in one slot', { ...piv, containers: [piv.containers[0], piv.containers[0]] }],
])('%s is no card', (_what, value) => {
  expect(() => parseAnyCardState(value)).toThrow(CardStateError);
});

test('a broken card is named by its file alone', () => {
  writeFileSync(join(directory, 'JS0009.json'), JSON.stringify({ ...piv, serial: 'JS0009' }));
  expect(() => openCardStore(directory, parseAnyCardState).load()).toThrow(/^JS0009\.json: serial has a wrong shape$/);
});
