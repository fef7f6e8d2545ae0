import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type HostedDriver, hostDriver } from '../host/host.ts';
import { launch } from '../host/start.ts';
import type { AllowedLibrary } from '../library.ts';
import { buildLibrary, isLane, plugIn, skfOptions, USER_PIN } from './test-lane.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The driver as the bridge has it, its library hostile in one way, a UKey plugged in. */
async function host(fault: string, others: readonly AllowedLibrary[] = []): Promise<HostedDriver> {
  const { close } = await plugIn({ serial: 'JSH1' });
  closing.push(close);
  const driver = hostDriver('skf', {
    options: skfOptions(buildLibrary({ fault }), ...others),
    start: () => launch(process.execPath, [join(import.meta.dirname, 'test-child.ts')]),
    // The UKey is looked for and opened with all the time there is; a PIN that hangs need not be waited for.
    patience: (act) => (act === 'verifyPin' ? 0.2 : 1),
  });
  closing.push(() => driver.close());
  return driver;
}
async function connected(fault: string) {
  const driver = await host(fault);
  const { slots } = await driver.list();
  return { driver, ukey: await driver.connect(slots[0]?.id ?? '') };
}
const pin = () => Buffer.from(USER_PIN);
const signer = ({ facts }: Awaited<ReturnType<typeof connected>>['ukey']) =>
  facts.certificates.find(({ use }) => use === 'sign')?.key ?? '';

describe.runIf(isLane)('a hostile SKF library', () => {
  test.each([
    ['lengths', 'vendor_error', 'SKF_EnumDev length'],
    ['names-huge', 'vendor_error', 'SKF_EnumDev names'],
    ['names-unended', 'vendor_error', 'SKF_EnumDev names'],
    ['codes', 'vendor_error', 'SKF_EnumDev 0xdeadbeef'],
    ['devinfo-none', 'vendor_error', 'SKF_GetDevInfo wrote 0 bytes'],
    ['devinfo-long', 'vendor_error', 'SKF_GetDevInfo wrote 1000 bytes'],
    ['hang-list', 'driver_hangs', '.so'],
  ])('%s: one condition, no UKey, and the driver answers again', async (fault, code, detail) => {
    const driver = await host(fault);
    for (let round = 0; round < 2; round += 1) {
      const { slots, conditions } = await driver.list();
      expect(slots).toEqual([]);
      expect(conditions).toMatchObject([{ code }]);
      expect(conditions[0]?.detail).toContain(detail);
    }
  });

  test('a library that hangs does not keep another from its UKeys', async () => {
    const driver = await host('hang-list', [buildLibrary({ ulong: '64', layout: 'natural' })]);
    const { slots, conditions } = await driver.list();
    expect(conditions).toMatchObject([{ code: 'driver_hangs' }]);
    const ukey = await driver.connect(slots[0]?.id ?? '');
    expect(await ukey.verifyPin(pin())).toBe('right');
    await ukey.release();
  });

  test('a library that crashes takes its child with it and nothing else', async () => {
    const driver = await host('crash-list');
    expect(await driver.list()).toEqual({ slots: [], conditions: [{ code: 'driver_crashed' }] });
    expect((await driver.list()).conditions).toEqual([{ code: 'driver_crashed' }]);
  });

  test.each([
    ['crash-verify', 'fault', 'driver_crashed'],
    ['hang-verify', 'time_out', 'driver_hangs'],
  ])(
    '%s: the PIN’s outcome is a fault, its text nowhere, and the UKey can be taken again',
    async (fault, code, detail) => {
      const { driver, ukey } = await connected(fault);
      const told: unknown = await ukey.verifyPin(pin()).catch((error: unknown) => error);
      expect(told).toMatchObject({ name: 'DriverFault', code, detail });
      expect(`${String(told)} ${JSON.stringify(told)}`).not.toContain(USER_PIN);
      await ukey.release();
      for (let tries = 0; tries < 20; tries += 1) {
        // The host waits a moment before it starts another child.
        await sleep(100);
        const [slot] = (await driver.list()).slots;
        if (!slot) continue;
        await (await driver.connect(slot.id)).release();
        return;
      }
      expect.unreachable('the UKey did not come back');
    },
  );

  test('counters beyond belief are no counters', async () => {
    const { ukey } = await connected('counters');
    expect(await ukey.tries()).toEqual({ user: null, admin: null });
    expect(await ukey.verifyPin(Buffer.from('no-such-pin'))).toBe('wrong');
    await ukey.release();
  });

  test('a lock that keeps our own threads out is given back, and the UKey used without it', async () => {
    const { ukey } = await connected('lock-thread');
    for (let tries = 0; tries < 20; tries += 1) expect((await ukey.tries()).user).toEqual({ left: 6, max: 6 });
    await ukey.release();
  });

  test('a certificate that is none is left out', async () => {
    const { ukey } = await connected('certificate');
    expect(ukey.facts.certificates).toEqual([]);
    await ukey.release();
  });

  test('a signature that its certificate does not verify is a fault', async () => {
    const { ukey } = await connected('signature');
    expect(await ukey.verifyPin(pin())).toBe('right');
    await expect(ukey.sign(signer(ukey), Buffer.alloc(32, 1))).rejects.toMatchObject({
      code: 'fault',
      detail: 'signature does not verify',
    });
    await ukey.release();
  });

  test('a library that calls every PIN right cannot sign for it', async () => {
    const { ukey } = await connected('yes-to-all');
    expect(await ukey.verifyPin(Buffer.from('no-such-pin'))).toBe('right');
    await expect(ukey.sign(signer(ukey), Buffer.alloc(32, 1))).rejects.toMatchObject({ code: 'fault' });
    await ukey.release();
  });

  test('a wait that does not wait keeps nobody busy', async () => {
    const driver = await host('events');
    await driver.list();
    await driver.change(5000);
    const started = performance.now();
    for (let round = 0; round < 3; round += 1) await driver.change(5000);
    expect(performance.now() - started).toBeGreaterThan(900);
  });
});
