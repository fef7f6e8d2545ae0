import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { DriverName } from '../ukey.ts';
import { type HostedDriver, type Hosting, hostDriver } from './host.ts';
import { launch } from './start.ts';
import type { Mood, Moods } from './test-driver.ts';

const open: HostedDriver[] = [];
const pids: number[] = [];
function host(moods: Moods, hosting: Partial<Hosting> = {}, name: DriverName = 'skf'): HostedDriver {
  const driver = hostDriver(name, {
    options: moods,
    start: () => {
      const child = launch(process.execPath, [join(import.meta.dirname, 'test-driver.ts')]);
      pids.push(child.pid ?? 0);
      return child;
    },
    patience: () => 0.05,
    ...hosting,
  });
  open.push(driver);
  return driver;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((driver) => driver.close()));
  pids.length = 0;
});
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const connected = async (driver: HostedDriver) => {
  const { slots } = await driver.list();
  return driver.connect(slots[0]?.id ?? '');
};
/** The start of a child takes a while on a busy machine. */
const patient = { patience: () => 1 };

test('a UKey is worked with in another process as in this one', async () => {
  const ukey = await connected(host({}, patient));
  expect(ukey.facts).toMatchObject({ serial: 'T1', label: '测试', certificates: [{ use: 'sign', key: '1' }] });
  expect(ukey.facts.certificates[0]?.der.toString('hex')).toBe('300100');
  expect(await ukey.tries()).toEqual({ user: { left: 6, max: 6 }, admin: null });
  expect((await ukey.sign('k', Buffer.from('m'))).signature.toString()).toBe('km');
  expect(ukey.unblock).toBeUndefined();
  await ukey.release();
  await expect(ukey.tries()).rejects.toMatchObject({ code: 'fault' });
  expect(pids[0]).not.toBe(process.pid);
});

test('a PIN is wiped where it came from once it is on its way', async () => {
  const ukey = await connected(host({}, patient));
  const pin = Buffer.from('right-pin');
  expect(await ukey.verifyPin(pin)).toBe('right');
  expect(pin.every((byte) => byte === 0)).toBe(true);
});

describe('a hostile library', () => {
  const seen: readonly (readonly [Mood, object])[] = [
    ['crash', { code: 'driver_crashed' }],
    ['hang', { code: 'driver_hangs' }],
    ['block', { code: 'driver_hangs' }],
    ['noise', { code: 'driver_crashed' }],
    ['huge', { code: 'vendor_error', detail: 'list: rubbish' }],
    ['garbage', { code: 'vendor_error', detail: 'list: rubbish' }],
    ['throw', { code: 'vendor_error', detail: 'Error' }],
  ];
  test.each(seen)('%s while listing is one condition', async (mood, condition) => {
    const driver = host({ list: mood }, ['hang', 'block'].includes(mood) ? { patience: () => 0.2 } : patient);
    expect(await driver.list()).toEqual({ slots: [], conditions: [condition] });
  });
  test.each(['crash', 'hang', 'block', 'noise', 'huge', 'garbage', 'throw'] as const)(
    '%s while a PIN is tried is a fault without the PIN in it',
    async (mood) => {
      const driver = host({ verifyPin: mood }, ['hang', 'block'].includes(mood) ? { patience: () => 0.2 } : patient);
      const ukey = await connected(driver);
      const fault: unknown = await ukey.verifyPin(Buffer.from('135790')).catch((error: unknown) => error);
      expect(fault).toMatchObject({
        name: 'DriverFault',
        code: ['hang', 'block'].includes(mood) ? 'time_out' : 'fault',
      });
      expect(`${String(fault)} ${JSON.stringify(fault)}`).not.toContain('135790');
      await ukey.release();
    },
  );
  test.each(['huge', 'garbage', 'crash'] as const)('%s while connecting is a fault', async (mood) => {
    await expect(connected(host({ connect: mood }, patient))).rejects.toMatchObject({ code: 'fault' });
  });
});

test('a lost child is started again, later each time', async () => {
  let now = 0;
  const driver = host({ list: 'crash' }, { ...patient, now: () => now });
  const crashed = { slots: [], conditions: [{ code: 'driver_crashed' }] };
  for (const wait of [250, 500, 1000]) {
    const before = pids.length;
    expect(await driver.list()).toEqual(crashed);
    expect(pids.length).toBe(before + 1);
    now += wait - 1;
    expect(await driver.list()).toEqual(crashed);
    expect(pids.length).toBe(before + 1);
    now += 1;
  }
});

test('losses far apart are no loop, however young each child was', async () => {
  let now = 0;
  const driver = host({ list: 'crash' }, { ...patient, now: () => now });
  for (let losses = 1; losses <= 5; losses += 1) {
    await driver.list();
    expect(pids.length).toBe(losses);
    now += 10_300;
  }
  await driver.list();
  now += 250;
  await driver.list();
  expect(pids.length).toBe(7);
});

test('a call that hangs is ended, the next one finds a new child', async () => {
  const driver = host({ verifyPin: 'hang' }, { patience: () => 0.2 });
  const ukey = await connected(driver);
  await expect(ukey.verifyPin(Buffer.from('x'))).rejects.toMatchObject({ code: 'time_out', detail: 'driver_hangs' });
  await expect(ukey.tries()).rejects.toMatchObject({ code: 'fault', detail: 'driver_hangs' });
  await ukey.release();
  await sleep(300);
  expect((await driver.list()).slots).toHaveLength(1);
  expect(pids).toHaveLength(2);
  expect(isAlive(pids[0] ?? 0)).toBe(false);
});

test('a child that nobody needs ends, and not while a UKey is held', async () => {
  const driver = host({}, { ...patient, idleMs: 50 });
  const ukey = await connected(driver);
  await sleep(200);
  expect(isAlive(pids[0] ?? 0)).toBe(true);
  await ukey.release();
  for (let tries = 0; isAlive(pids[0] ?? 0) && tries < 50; tries += 1) await sleep(100);
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  expect((await driver.list()).conditions).toEqual([]);
});

test('for one act there is another child alone, which ends with it; whoever waits for a change goes on then', async () => {
  const driver = host({}, patient);
  await driver.list();
  const waiting = driver.change(60_000);
  const other = await driver.fresh();
  await waiting;
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  let isListed = false;
  const listing = driver.list().then((found) => {
    isListed = true;
    return found;
  });
  expect((await other.list()).slots).toHaveLength(1);
  expect([pids.length, isListed]).toEqual([2, false]);
  await other.close();
  expect(isAlive(pids[1] ?? 0)).toBe(false);
  expect((await listing).slots).toHaveLength(1);
});

test('a child that holds a UKey is left alone when another is needed', async () => {
  const driver = host({}, patient);
  const ukey = await connected(driver);
  const other = await driver.fresh();
  await other.close();
  expect((await ukey.tries()).user).toEqual({ left: 6, max: 6 });
  await ukey.release();
});

test('where looking takes every UKey, a second act waits for the first; elsewhere both go on, and the shared child waits for both', async () => {
  const greedy = host({}, patient, 'virtual');
  const first = await greedy.fresh();
  let isSecond = false;
  const second = greedy.fresh().then((other) => {
    isSecond = true;
    return other;
  });
  expect((await first.list()).slots).toHaveLength(1);
  expect(isSecond).toBe(false);
  await first.close();
  expect((await (await second).list()).slots).toHaveLength(1);
  await (await second).close();

  const driver = host({}, patient);
  const both = await Promise.all([driver.fresh(), driver.fresh()]);
  let isListed = false;
  const listing = driver.list().then(() => {
    isListed = true;
  });
  await both[1].close();
  expect((await both[0].list()).slots).toHaveLength(1);
  expect(isListed).toBe(false);
  await both[0].close();
  await listing;
});

test('where looking takes every UKey, an act waits for a UKey that is held, and not for ever', async () => {
  const driver = host({}, { ...patient, turnMs: 100 }, 'virtual');
  const ukey = await connected(driver);
  await expect(driver.fresh()).rejects.toMatchObject({ code: 'busy' });
  const other = driver.fresh();
  await ukey.release();
  expect((await (await other).list()).slots).toHaveLength(1);
  await (await other).close();
});

test('closing ends the child, even one that is stuck', async () => {
  const driver = host({ list: 'block' }, patient);
  const listing = driver.list();
  await sleep(300);
  await driver.close();
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  expect((await listing).slots).toEqual([]);
});
