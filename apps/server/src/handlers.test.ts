import { console as consoleContract } from '@jiesuo/contract/console';
import { integrator } from '@jiesuo/contract/integrator';
import { portal as portalContract } from '@jiesuo/contract/portal';
import { expect, test } from 'vitest';
import { handlers } from './handlers.ts';

const named = handlers.map((h) => h.name).toSorted();
const promised = [
  ...Object.keys(portalContract),
  ...Object.keys(consoleContract),
  ...Object.keys(integrator),
].toSorted();

test('every operation of the contract has exactly one handler, and every handler its operation', () => {
  expect({
    missing: promised.filter((name) => !named.some((n) => n === name)),
    unknown: named.filter((name) => !promised.includes(name)),
    twice: named.filter((name, i) => named.indexOf(name) !== i),
  }).toEqual({ missing: [], unknown: [], twice: [] });
});

test('no name is an operation of both sides', () => {
  expect(new Set(promised).size).toBe(promised.length);
});

test('each contract calls its operations by their own names', () => {
  for (const [key, operation] of Object.entries({ ...portalContract, ...consoleContract, ...integrator }))
    expect(operation.name).toBe(key);
});
