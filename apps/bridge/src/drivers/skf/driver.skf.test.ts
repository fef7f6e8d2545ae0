import { readFileSync } from 'node:fs';
import type { CardRequest } from '@jiesuo/card';
import { pinKey, unblockCommand, verifyCommand } from '@jiesuo/ceremony';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import { afterEach, describe, expect, test } from 'vitest';
import { isOfThisMachine } from '../library-format.ts';
import type { Driver, Ukey } from '../ukey.ts';
import { createSkfDriver } from './driver.ts';
import { buildLibrary, isLane, plugIn, skfOptions, USER_PIN } from './test-lane.ts';

const NEW_PIN = 'Neu-24680';
const TEMP = 'Tmp-7Q2x9Zk4abcd';
const NEXT_ADMIN = 'N3xt-Admin-16chr';
const message = Buffer.alloc(32, 7);
const dialect = {
  id: 'jiesuo-virtual',
  application: 'JIESUO',
  pinHash: 'sha1',
  cipher: 'sm4',
  lcInMac: false,
  lcEndian: 'big',
  headerLength: 7,
} as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function start(flags: Readonly<Record<string, string>>, ...requests: readonly Partial<CardRequest>[]) {
  const { desk, cards, close } = await plugIn(...requests);
  closing.push(close);
  const driver = createSkfDriver(skfOptions(buildLibrary(flags)));
  closing.push(() => driver.close());
  return { desk, cards, driver };
}
async function only(driver: Driver): Promise<Ukey> {
  const { slots, conditions } = await driver.list();
  expect([slots.length, conditions]).toEqual([1, []]);
  return driver.connect(slots[0]?.id ?? '');
}
const pin = (text: string) => Buffer.from(text);
const signer = (ukey: Ukey) => ukey.facts.certificates.find(({ use }) => use === 'sign') ?? expect.unreachable();

async function expectSigns(ukey: Ukey, algorithm: string) {
  const { key, der } = signer(ukey);
  const made = await ukey.sign(key, message);
  expect(made.algorithm).toBe(algorithm);
  expect(verifySignature(parseCertificate(der), message, made.signature)).toBe(true);
}

const abis = ['32', '64'].flatMap((ulong) => ['packed', 'natural'].map((layout) => ({ ulong, layout })));
const variants = [
  ...abis.flatMap((abi) => ['works', 'absent'].map((transmit) => ({ ...abi, transmit, codes: 'sar', labels: 'utf8' }))),
  { ulong: '32', layout: 'packed', transmit: 'refuses', codes: 'raw', labels: 'gbk' },
  { ulong: '64', layout: 'natural', transmit: 'works', codes: 'raw', labels: 'gbk' },
];

describe.runIf(isLane)('a compiled SKF library', () => {
  describe.each(variants)('ULONG of $ulong bits, $layout, SKF_Transmit $transmit, $codes codes, $labels', (flags) => {
    test('what it shows is what the UKey holds', async () => {
      const { cards, driver } = await start(flags, { serial: 'JSK1' });
      const { slots } = await driver.list();
      expect(slots[0]).toMatchObject({ model: 'jiesuo-virtual' });
      expect(slots[0]?.name).toContain(`${flags.layout}, ${flags.ulong}-bit, ULONG ${flags.ulong}`);
      const ukey = await only(driver);
      const { label, maker, containers } = cards[0]?.state ?? expect.unreachable();
      expect(ukey.facts).toMatchObject({ serial: 'JSK1', label, maker, model: 'jiesuo-virtual' });
      expect(ukey.facts.certificates.map(({ use, der }) => [use, der.toString('base64')])).toEqual([
        ['sign', containers[0]?.signCertificate],
        ['encrypt', containers[0]?.encCertificate],
      ]);
      expect(ukey.facts.methods.includes('gmt0017')).toBe(flags.transmit === 'works');
      expect(await ukey.tries()).toEqual({ user: { left: 6, max: 6 }, admin: { left: 6, max: 6 } });
      await ukey.release();
    });

    test('a PIN that is known is changed, and the new one signs', async () => {
      const { cards, driver } = await start(flags, { serial: 'JSK2' });
      const ukey = await only(driver);
      expect(await ukey.verifyPin(pin('no-such-pin'))).toBe('wrong');
      expect((await ukey.tries()).user).toEqual({ left: 5, max: 6 });
      expect(await ukey.changePin(pin('no-such-pin'), pin(NEW_PIN))).toBe('wrong');
      expect(await ukey.changePin(pin(USER_PIN), pin('short'))).toBe('refused');
      const given = [pin(USER_PIN), pin(NEW_PIN)] as const;
      expect(await ukey.changePin(...given)).toBe('right');
      expect(given.every((one) => one.every((byte) => byte === 0))).toBe(true);
      expect(cards[0]?.state).toMatchObject({ userPin: NEW_PIN, userTriesLeft: 6 });
      expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
      await expectSigns(ukey, 'sm2-sm3');
      await ukey.release();
    });

    test('a locked PIN is reset by the admin PIN, which is then another', async () => {
      const { cards, driver } = await start(flags, { serial: 'JSK3', triesMax: 3 });
      const [card = expect.unreachable()] = cards;
      const { adminPin } = card.state;
      const ukey = await only(driver);
      const outcomes: string[] = [];
      for (let tries = 0; tries < 4; tries += 1) outcomes.push(await ukey.verifyPin(pin('no-such-pin')));
      expect(outcomes).toEqual(['wrong', 'wrong', 'locked', 'locked']);
      expect(await ukey.unblock?.(pin('Not-the-Admin-16'), pin(NEW_PIN))).toBe('wrong');
      expect(card.state).toMatchObject({ adminTriesLeft: 2, userTriesLeft: 0, userPin: USER_PIN });
      expect(await ukey.unblock?.(pin(adminPin), pin(NEW_PIN))).toBe('right');
      expect(await ukey.rotate?.(pin(adminPin), pin(NEXT_ADMIN))).toBe('right');
      expect(card.state).toMatchObject({ userPin: NEW_PIN, adminPin: NEXT_ADMIN, adminTriesLeft: 3, userTriesLeft: 3 });
      expect(await ukey.rotate?.(pin(adminPin), pin(NEXT_ADMIN))).toBe('wrong');
      expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
      await expectSigns(ukey, 'sm2-sm3');
      await ukey.release();
    });

    if (flags.transmit !== 'works') return;
    test('a locked PIN is reset by answers to the UKey’s challenges', async () => {
      const { cards, driver } = await start(flags, { serial: 'JSK4', triesMax: 1 });
      const [card = expect.unreachable()] = cards;
      const key = pinKey(dialect, pin(card.state.adminPin));
      const ukey = await only(driver);
      expect(await ukey.verifyPin(pin('no-such-pin'))).toBe('locked');
      const challenge = async () => {
        const taken = (await ukey.takeChallenge?.(Buffer.alloc(0))) ?? expect.unreachable();
        return [Buffer.from(taken.appId, 'hex'), Buffer.from(taken.challenge, 'hex')] as const;
      };
      expect(await ukey.exchange?.(verifyCommand(key, 'admin', ...(await challenge())))).toMatchObject({ sw: '9000' });
      const unblock = unblockCommand(dialect, key, ...(await challenge()), pin(TEMP));
      expect(await ukey.exchange?.(unblock)).toMatchObject({ sw: '9000' });
      expect(await ukey.verifyPin(pin(TEMP))).toBe('right');
      expect(await ukey.changePin(pin(TEMP), pin(NEW_PIN))).toBe('right');
      expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
      await expectSigns(ukey, 'sm2-sm3');
      expect(card.state).toMatchObject({ userPin: NEW_PIN, adminTriesLeft: 1, userTriesLeft: 1 });
      await ukey.release();
    });
  });

  test('no log-in outlives the one who held the UKey', async () => {
    const { driver } = await start({}, { serial: 'JSK5' });
    const first = await only(driver);
    expect(await first.verifyPin(pin(USER_PIN))).toBe('right');
    await first.release();
    await expect(first.tries()).rejects.toMatchObject({ code: 'fault', detail: 'released' });
    const second = await only(driver);
    await expect(second.sign(signer(second).key, message)).rejects.toMatchObject({ code: 'fault' });
    await second.release();
  });

  test('a UKey that is held is busy, for this driver and for another program', async () => {
    const { driver } = await start({}, { serial: 'JSK6' });
    const { slots } = await driver.list();
    const other = createSkfDriver(skfOptions(buildLibrary({})));
    const otherSlot = (await other.list()).slots[0]?.id ?? '';
    const ukey = await driver.connect(slots[0]?.id ?? '');
    await expect(driver.connect(slots[0]?.id ?? '')).rejects.toMatchObject({ code: 'busy' });
    await expect(other.connect(otherSlot)).rejects.toMatchObject({ code: 'busy' });
    await ukey.release();
    await (await other.connect(otherSlot)).release();
    await other.close();
  });

  test('pulled, it is removed; plugged in again, it is another slot; both are told without asking', async () => {
    const { desk, driver } = await start({}, { serial: 'JSK7' });
    const { slots } = await driver.list();
    const ukey = await driver.connect(slots[0]?.id ?? '');
    const started = performance.now();
    // Before the library's first wait has begun: it tells nothing of it.
    desk.unplug('JSK7');
    const pulled = driver.change(10_000);
    await pulled;
    expect(performance.now() - started).toBeLessThan(9000);
    await expect(ukey.tries()).rejects.toMatchObject({ code: 'removed' });
    await ukey.release();
    expect((await driver.list()).slots).toEqual([]);
    const plugged = driver.change(10_000);
    const pluggedAt = performance.now();
    desk.plug('JSK7');
    await plugged;
    expect(performance.now() - pluggedAt).toBeLessThan(9000);
    const [again] = (await driver.list()).slots;
    expect(again?.id).not.toBe(slots[0]?.id);
    await (await driver.connect(again?.id ?? '')).release();
  });

  test('two UKeys of two kinds are two slots; an RSA key signs too', async () => {
    const { driver } = await start({}, { serial: 'JSK8', kind: 'rsa' }, { serial: 'JSK9' });
    const { slots } = await driver.list();
    const ukeys = await Promise.all(slots.map(({ id }) => driver.connect(id)));
    expect(ukeys.map(({ facts }) => facts.serial).sort()).toEqual(['JSK8', 'JSK9']);
    await Promise.all(
      ukeys.map(async (ukey) => {
        expect(await ukey.verifyPin(pin(USER_PIN))).toBe('right');
        await expectSigns(ukey, ukey.facts.serial === 'JSK8' ? 'rsa-sha256' : 'sm2-sm3');
        await ukey.release();
      }),
    );
  });

  test('a model whose SKF_Transmit is of no use is reset with the admin PIN only', async () => {
    const { driver } = await start({}, { serial: 'JSK10', maker: 'Jiesuo Plain' });
    const ukey = await only(driver);
    expect([ukey.facts.model, ukey.facts.methods]).toEqual(['jiesuo-skf-plain', ['trusted_bridge']]);
    expect(ukey.exchange).toBeUndefined();
    await ukey.release();
  });

  test('a UKey that no model claims is shown and never opened', async () => {
    const { driver } = await start({}, { serial: 'JSK11', maker: 'Nobody' });
    const { slots } = await driver.list();
    expect(slots).toHaveLength(1);
    expect(slots[0]?.model).toBeUndefined();
    await expect(driver.connect(slots[0]?.id ?? '')).rejects.toMatchObject({ code: 'fault', detail: 'no known model' });
  });

  test('a wait that nothing ends takes as long as it may', async () => {
    const { driver } = await start({}, { serial: 'JSK12' });
    await driver.list();
    // What came before is told once.
    await driver.change(1000);
    const started = performance.now();
    await driver.change(300);
    expect(performance.now() - started).toBeGreaterThanOrEqual(299);
  });

  test('the library compiles for Windows', () => {
    const { path } = buildLibrary({ target: 'win32-x64', labels: 'gbk' });
    expect(isOfThisMachine(readFileSync(path), 'x64')).toBe(true);
  });

  test('a library that changed since it was allowed is never loaded', async () => {
    const { path } = buildLibrary({});
    const driver = createSkfDriver(skfOptions({ path, sha256: '0'.repeat(64) }));
    expect((await driver.list()).conditions).toMatchObject([{ code: 'library_refused' }]);
    await driver.close();
  });
});
