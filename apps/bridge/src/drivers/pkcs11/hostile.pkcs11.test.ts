import { afterEach, describe, expect, test } from 'vitest';
import type { HostedDriver } from '../host/host.ts';
import { compileModule, hostPkcs11, modelOf } from './test-module.ts';

const models = [modelOf('Jiesuo test', 'so_init_pin')];

// Only the scripts run this lane: it needs gcc.
describe.runIf(process.env['JIESUO_LANE'] === 'pkcs11')('a hostile module', () => {
  let driver: HostedDriver;
  afterEach(() => driver.close());
  const open = (behaviour: string, flags?: readonly string[]): HostedDriver => {
    driver = hostPkcs11({ models, modules: [compileModule(behaviour, flags)] });
    return driver;
  };

  test.each([
    ['no_list', 'no_list.so C_GetFunctionList 0x30'],
    ['null_list', 'null_list.so C_GetFunctionList'],
    ['null_functions', 'null_functions.so C_Initialize 0x54'],
    ['broken', 'broken.so C_Initialize 0x30'],
    ['huge_slots', 'huge_slots.so C_GetSlotList'],
    ['many_slots', 'many_slots.so C_GetSlotList'],
    ['lying_slots', 'lying_slots.so C_GetSlotList'],
  ])('%s: one clear condition', async (behaviour, detail) => {
    expect(await open(behaviour).list()).toEqual({ slots: [], conditions: [{ code: 'vendor_error', detail }] });
  });

  test('a library that is no PKCS#11 module is the vendor’s error', async () => {
    expect(await open('none', ['-DNOT_A_MODULE']).list()).toEqual({
      slots: [],
      conditions: [{ code: 'vendor_error', detail: 'none.so C_GetFunctionList' }],
    });
  });

  test('a token of rubbish is a slot that no model claims, and cannot be opened', async () => {
    const [slot = expect.unreachable()] = (await open('garbage_token').list()).slots;
    expect(slot.model).toBeUndefined();
    await expect(driver.connect(slot.id)).rejects.toMatchObject({ code: 'fault', detail: 'no model' });
  });

  test('a token that was pulled between list and question is no condition', async () => {
    expect(await open('removed').list()).toEqual({ slots: [], conditions: [] });
  });

  test.each(['huge_attribute', 'growing_attribute', 'huge_objects'])(
    '%s: the UKey is not opened, the driver lives',
    async (behaviour) => {
      const [slot = expect.unreachable()] = (await open(behaviour).list()).slots;
      await expect(driver.connect(slot.id)).rejects.toMatchObject({ code: 'fault' });
      expect((await driver.list()).slots).toHaveLength(1);
    },
  );

  test('a module that knows no locks is used without', async () => {
    expect((await open('no_locks').list()).slots).toHaveLength(1);
  });

  test.each(['crash_initialize', 'crash_list'])('%s: the child ends, the bridge is told', async (behaviour) => {
    expect(await open(behaviour).list()).toEqual({ slots: [], conditions: [{ code: 'driver_crashed' }] });
  });

  test('a crash while a PIN is tried ends that call, and the UKey is found again', async () => {
    const [slot = expect.unreachable()] = (await open('crash_login').list()).slots;
    const ukey = await driver.connect(slot.id);
    await expect(ukey.verifyPin(Buffer.from('1234-abcd'))).rejects.toMatchObject({
      code: 'fault',
      detail: 'driver_crashed',
    });
    await ukey.release();
    // Not at once: a driver that crashed is started again after a pause.
    await expect.poll(async () => (await driver.list()).slots, { timeout: 15_000, interval: 200 }).toEqual([slot]);
  });

  test('a module that hangs is given up after its time, and another driver goes on meanwhile', async () => {
    const other = hostPkcs11({ models, modules: [compileModule('token')] });
    const started = performance.now();
    const listing = open('hang_list').list();
    expect((await other.list()).slots).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(9000);
    expect(await listing).toEqual({ slots: [], conditions: [{ code: 'driver_hangs' }] });
    await other.close();
  });
});
