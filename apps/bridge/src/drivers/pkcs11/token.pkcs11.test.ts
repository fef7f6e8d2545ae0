import { statSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Driver, Ukey } from '../ukey.ts';
import { createPkcs11Driver } from './driver.ts';
import { allow, compileModule, modelOf } from './test-module.ts';

const pin = (text: string): Buffer => Buffer.from(text);
const SECRET = 'Admin-Secret-16c';
const OLD_PIN = '1234-abcd';
const NEW_PIN = 'Neu-24680';

// Only the scripts run this lane: it needs gcc, opensc.
describe.runIf(process.env['JIESUO_LANE'] === 'pkcs11')('a module that counts and locks', () => {
  let driver: Driver;
  afterEach(() => driver.close());
  async function open(
    behaviour: string,
    style: 'so_init_pin' | 'set_pin_with_puk' | 'none' = 'so_init_pin',
  ): Promise<Ukey> {
    driver = createPkcs11Driver({ models: [modelOf('Jiesuo test', style)], modules: [compileModule(behaviour)] });
    const [slot = expect.unreachable()] = (await driver.list()).slots;
    return driver.connect(slot.id);
  }
  async function lock(ukey: Ukey): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) await ukey.verifyPin(pin('wrong-pin'));
  }

  test('the last try and the lock are told as numbers, what lies before is not', async () => {
    const ukey = await open('token');
    expect([ukey.facts.label, ukey.facts.serial]).toEqual(['解锁', '0042']);
    const seen = [(await ukey.tries()).user];
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await ukey.verifyPin(pin('wrong-pin'))).toBe('wrong');
      seen.push((await ukey.tries()).user);
    }
    expect(seen).toEqual([null, null, { left: 1, max: 3 }, { left: 0, max: 3 }]);
    expect(await ukey.verifyPin(pin(OLD_PIN))).toBe('locked');
    expect(await ukey.changePin(pin(OLD_PIN), pin(NEW_PIN))).toBe('locked');
    expect((await ukey.tries()).admin).toBeNull();
  });

  test.each([
    ['token', 'so_init_pin'],
    ['puk', 'set_pin_with_puk'],
  ] as const)('%s: a locked PIN is reset by %s, with one admin attempt each time', async (behaviour, style) => {
    const ukey = await open(behaviour, style);
    await lock(ukey);
    expect(await ukey.unblock?.(pin('wrong-secret'), pin(NEW_PIN))).toBe('wrong');
    expect(await ukey.unblock?.(pin('wrong-secret'), pin(NEW_PIN))).toBe('wrong');
    expect(await ukey.tries()).toEqual({ user: { left: 0, max: 3 }, admin: { left: 1, max: 3 } });
    expect(await ukey.unblock?.(pin(SECRET), pin(NEW_PIN))).toBe('right');
    expect(await ukey.tries()).toEqual({ user: null, admin: null });
    expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
    expect(await ukey.changePin(pin('wrong-pin'), pin(OLD_PIN))).toBe('wrong');
    expect((await ukey.tries()).admin).toBeNull();
  });

  test('an admin secret that is locked is told as locked', async () => {
    const ukey = await open('token');
    for (let tries = 0; tries < 3; tries += 1)
      expect(await ukey.unblock?.(pin('wrong-secret'), pin(NEW_PIN))).toBe('wrong');
    expect(await ukey.unblock?.(pin(SECRET), pin(NEW_PIN))).toBe('locked');
    expect((await ukey.tries()).admin).toEqual({ left: 0, max: 3 });
  });

  test('a new PIN of the wrong length is refused before the admin secret is sent', async () => {
    const ukey = await open('token');
    for (const newPin of ['12345', '12345678901234567', ''])
      for (const secret of [SECRET, 'wrong-secret', ''])
        expect(await ukey.unblock?.(pin(secret), pin(newPin))).toBe('refused');
    expect(await ukey.tries()).toEqual({ user: null, admin: null });
  });

  test('every PIN and secret is wiped, whatever became of it', async () => {
    const ukey = await open('init_fails');
    const used = [
      pin('wrong-pin'),
      pin(SECRET),
      pin(NEW_PIN),
      pin('wrong-pin'),
      pin(NEW_PIN),
      pin('other'),
      pin(NEW_PIN),
    ];
    const [a, b, c, d, e, f, g] = used as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
    await ukey.verifyPin(a);
    await expect(ukey.unblock?.(b, c)).rejects.toMatchObject({ code: 'fault', detail: 'C_InitPIN 0x30' });
    await ukey.changePin(d, e);
    await ukey.rotate?.(f, g);
    expect(used.map((one) => one.every((byte) => byte === 0))).toEqual(used.map(() => true));
  });

  test('a model without an unblock offers none, one with a PUK cannot change it', async () => {
    const none = await open('token', 'none');
    expect([none.unblock, none.rotate, none.facts.methods]).toEqual([undefined, undefined, []]);
    await driver.close();
    expect((await open('puk', 'set_pin_with_puk')).rotate).toBeUndefined();
  });

  test.each(['late', 'late_told'])('%s: a UKey that comes is told, by event or by looking', async (behaviour) => {
    driver = createPkcs11Driver({ models: [], modules: [compileModule(behaviour)] });
    expect((await driver.list()).slots).toEqual([]);
    const started = performance.now();
    await driver.change(20_000);
    expect(performance.now() - started).toBeLessThan(9000);
    expect((await driver.list()).slots).toHaveLength(1);
  });

  test('where nothing comes the wait ends at its time', async () => {
    await open('token');
    const started = performance.now();
    await driver.change(1500);
    expect(performance.now() - started).toBeGreaterThan(1490);
  });

  test('a module that was changed since it was recorded is refused, one that is missing is missing', async () => {
    const { path } = compileModule('token');
    driver = createPkcs11Driver({
      models: [],
      modules: [
        { path, sha256: '0'.repeat(64) },
        { path: `${path}.gone`, sha256: '0'.repeat(64) },
      ],
    });
    expect(await driver.list()).toEqual({
      slots: [],
      conditions: [
        { code: 'library_refused', detail: 'token.so' },
        { code: 'library_missing', detail: 'token.so.gone' },
      ],
    });
    await expect(driver.connect('pkcs11-token.so-7-0')).rejects.toMatchObject({ code: 'removed' });
  });

  test('OpenSC’s module loads and lists; without a reader it has no slots', async () => {
    const path = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';
    expect(statSync(path).isFile()).toBe(true);
    driver = createPkcs11Driver({ models: [], modules: [allow(path)] });
    expect(await driver.list()).toEqual({ slots: [], conditions: [] });
    await driver.change(600);
  });
});
