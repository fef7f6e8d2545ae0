import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTurns } from '../drivers/turns.ts';
import { layOut, type Ukeys } from './test-ukeys.ts';
import type { Sight } from './view.ts';
import { createWatch, type Watch } from './watch.ts';

let ukeys: Ukeys;
let watch: Watch;
beforeEach(async () => {
  ukeys = await layOut('JSA', 'JSB');
  watch = createWatch({ drivers: [ukeys.driver], inTurn: createTurns() });
});
afterEach(async () => {
  watch.close();
  await ukeys.close();
});

const never = new AbortController().signal;
/** Looks until it is so, as a window does. */
async function until(isSo: (sight: Sight) => boolean): Promise<Sight> {
  let seen = '';
  for (let looks = 0; looks < 50; looks += 1) {
    const sight = await watch.look(seen, 5000, never);
    if (isSo(sight)) return sight;
    seen = sight.seen;
  }
  return expect.unreachable();
}
const serials = ({ ukeys: seen }: Sight) => seen.flatMap(({ ukey }) => ukey?.serial ?? []).sort();

test('plugged in, pulled out, two at once, plugged in again: a window follows by itself', async () => {
  await until(({ isComplete, ukeys: seen }) => isComplete && seen.length === 0);
  ukeys.desk.plug('JSA');
  await until((sight) => serials(sight).join() === 'JSA');
  ukeys.desk.plug('JSB');
  await until((sight) => serials(sight).join() === 'JSA,JSB');
  ukeys.desk.unplug('JSA');
  await until((sight) => serials(sight).join() === 'JSB');
  ukeys.desk.plug('JSA');
  await until((sight) => serials(sight).join() === 'JSA,JSB');
});

test('a certificate is shown with its validity, usage and subject, and the UKey is free again', async () => {
  ukeys.desk.plug('JSA');
  const { ukeys: seen } = await until((sight) => serials(sight).length === 1);
  const [one = expect.unreachable()] = seen;
  expect(one.ukey).toMatchObject({ serial: 'JSA', triesLeft: 6 });
  const [sign = expect.unreachable()] = one.ukey?.certificates ?? [];
  expect(sign).toMatchObject({ use: 'sign', isReadable: true, organisation: '示例公司', uscc: '91310000MA1FL0007C' });
  if (!sign.isReadable) return;
  expect(sign.keyUsage).toContain('digitalSignature');
  expect(Date.parse(sign.notAfter)).toBeGreaterThan(Date.parse(sign.notBefore));
  const ukey = await ukeys.driver.connect(one.slot);
  await ukey.release();
});

test('a UKey that somebody holds is shown as busy', async () => {
  ukeys.desk.plug('JSA');
  const { slots } = await ukeys.driver.list();
  const ukey = await ukeys.driver.connect(slots[0]?.id ?? '');
  await until(({ ukeys: seen }) => seen[0]?.state === 'busy');
  await ukey.release();
});

test('what keeps a driver from its UKeys is said in both languages', async () => {
  await ukeys.close();
  const { conditions } = await until(({ conditions: all }) => all.length === 1);
  expect(conditions[0]?.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(conditions[0]?.en).toMatch(/^[\x20-\x7e’“”]+$/);
});

test('a window that has gone is waited for no longer', async () => {
  const gone = new AbortController();
  const first = await watch.look('', 5000, never);
  const looking = watch.look(first.seen, 60_000, gone.signal);
  gone.abort();
  await looking;
});
