import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RefusalCode, refusals } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { silentSecondsMost } from '../metrics/health.ts';
import { oneEngine } from '../trial.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const own = 'web/refusals.test.ts';
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }));
const isTest = (path: string) => path.endsWith('.test.ts');
const codes = Object.keys(refusals) as RefusalCode[];
const namedIn = (code: string, files: typeof sources) =>
  files.filter(({ text }) => text.includes(`'${code}'`)).map(({ path }) => path);

/** Tested below, in this very file. */
const testedHere: readonly RefusalCode[] = ['address_limit', 'unavailable'];

test('every refusal that the server can say is said in a test', () => {
  const tests = sources.filter(({ path }) => isTest(path) && path !== own);
  const untested = codes.filter((code) => namedIn(code, tests).length === 0);
  expect(untested.filter((code) => !testedHere.includes(code))).toEqual([]);
});

test('the contract has no refusal that the server never says', () => {
  const product = sources.filter(({ path }) => !isTest(path) && path !== 'web/openapi.ts');
  for (const code of codes) expect([code, namedIn(code, product).length > 0]).toEqual([code, true]);
});

test('every refusal has a status of its kind and a sentence in both languages', () => {
  for (const [code, { status, zh, en }] of Object.entries(refusals)) {
    expect([code, status >= 400 && status <= 503]).toEqual([code, true]);
    expect([code, /[\u4e00-\u9fff].*。$/.test(zh), /^[A-Z][^\u4e00-\u9fff]*\.$/.test(en)]).toEqual([code, true, true]);
  }
});

oneEngine('twenty addresses are kept and not one more', async (t) => {
  const who = await t.customer();
  const place = {
    receiver: '李四',
    mobile: '19911112222',
    regionCode: '110101',
    region: ['北京市', '东城区'],
    street: '示例街',
  };
  for (let n = 0; n < 20; n++) await who.ok('addresses.add', place);
  expect((await who.refused('addresses.add', place)).code).toBe('address_limit');
  const { items } = await who.ok('addresses.list', {});
  expect(items).toHaveLength(20);
  await who.ok('addresses.remove', { id: items.at(-1)?.id ?? '' });
  await who.ok('addresses.add', place);
});

oneEngine(
  'a server whose database is gone for longer than a failover takes says that it is not ready, and no more',
  async (t) => {
    const ready = () => t.portal.app.inject({ url: '/readyz' });
    expect((await ready()).statusCode).toBe(200);
    await t.ctx.db.destroy();
    t.advance(2);
    expect((await ready()).statusCode).toBe(200);
    t.advance(silentSecondsMost);
    const answer = await ready();
    const { requestId, ...told } = answer.json() as Record<string, unknown>;
    expect([answer.statusCode, told]).toEqual([503, { code: 'unavailable', message: refusals.unavailable.zh }]);
    expect(requestId).toEqual(expect.any(String));
    expect((await t.portal.app.inject({ url: '/healthz' })).statusCode).toBe(200);
  },
);
