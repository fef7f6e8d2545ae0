import { randomBytes } from 'node:crypto';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import { readModels } from '@jiesuo/models';
import { afterEach, describe, expect, test } from 'vitest';
import type { HostedDriver } from '../host/host.ts';
import type { Ukey } from '../ukey.ts';
import { hostPkcs11 } from './test-module.ts';
import { ADMIN_SECRET, type KeyKind, makeToken, OLD_PIN, softhsm } from './test-softhsm.ts';

const pin = (text: string): Buffer => Buffer.from(text);
const NEW_PIN = 'Neu-24680';
const NEXT_SECRET = 'Next-Random-16c!';

// Only the scripts run this lane: it needs softhsm2 and opensc.
describe.runIf(process.env['JIESUO_LANE'] === 'pkcs11')('over SoftHSM2, in a child process', () => {
  let driver: HostedDriver;
  afterEach(() => driver.close());
  async function open(): Promise<Ukey> {
    driver = hostPkcs11({ models: readModels().models, modules: [softhsm()] });
    const { slots, conditions } = await driver.list();
    expect(conditions).toEqual([]);
    const [slot = expect.unreachable()] = slots;
    expect(slots).toEqual([{ id: slot.id, name: expect.stringContaining('SoftHSM'), model: 'softhsm2' }]);
    return driver.connect(slot.id);
  }
  async function expectProof(ukey: Ukey, certificate: Buffer, algorithm: string): Promise<void> {
    const [found = expect.unreachable()] = ukey.facts.certificates;
    const message = randomBytes(32);
    const proof = await ukey.sign(found.key, message);
    expect(proof.algorithm).toBe(algorithm);
    expect(verifySignature(parseCertificate(certificate), message, proof.signature)).toBe(true);
  }

  test.each<[KeyKind, string]>([
    ['p256', 'ecdsa-sha256'],
    ['rsa', 'rsa-sha256'],
  ])(
    '%s: reset with the admin secret keeps the keys, and an independent client signs with the new PIN',
    async (kind, algorithm) => {
      const token = makeToken(kind);
      const ukey = await open();
      expect(ukey.facts).toMatchObject({ label: '解锁KEY', maker: 'SoftHSM project', methods: ['trusted_bridge'] });
      expect(ukey.facts.serial).toMatch(/^[0-9a-f]{16}$/);
      expect(ukey.facts.certificates).toEqual([{ use: 'sign', der: token.certificate, key: 'a1' }]);
      expect(await ukey.tries()).toEqual({ user: null, admin: null });

      expect(await ukey.verifyPin(pin('Wrong-1111'))).toBe('wrong');
      await expect(ukey.sign('a1', randomBytes(32))).rejects.toMatchObject({ code: 'fault' });
      expect(await ukey.unblock?.(pin(ADMIN_SECRET), pin(NEW_PIN))).toBe('right');
      expect(await ukey.verifyPin(pin(OLD_PIN))).toBe('wrong');
      expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
      await expectProof(ukey, token.certificate, algorithm);

      expect(await ukey.rotate?.(pin(ADMIN_SECRET), pin(NEXT_SECRET))).toBe('right');
      expect(await ukey.rotate?.(pin(ADMIN_SECRET), pin(ADMIN_SECRET))).toBe('wrong');
      expect(await ukey.unblock?.(pin(NEXT_SECRET), pin('Once-13579'))).toBe('right');
      expect(await ukey.changePin(pin('Once-13579'), pin(NEW_PIN))).toBe('right');
      await ukey.release();

      expect(token.tool('--login', '--pin', NEW_PIN, '--test')).toContain('No errors');
      expect(() => token.tool('--login', '--pin', OLD_PIN, '--test')).toThrow();
      expect(
        token.tool('--login', '--login-type', 'so', '--so-pin', NEXT_SECRET, '--init-pin', '--new-pin', OLD_PIN),
      ).toContain('successfully');
    },
  );

  test('a wrong admin secret costs one attempt and is told; the user PIN stays', async () => {
    const token = makeToken('p256');
    const ukey = await open();
    expect(token.tool('-L')).not.toContain('SO PIN count low');
    expect(await ukey.unblock?.(pin('Wrong-Random-16c'), pin(NEW_PIN))).toBe('wrong');
    expect(token.tool('-L')).toContain('SO PIN count low');
    expect(await ukey.verifyPin(pin(OLD_PIN))).toBe('right');
  });

  test('a PIN that one still knows is changed; a wrong old one is told before anything changes', async () => {
    makeToken('p256');
    const ukey = await open();
    expect(await ukey.changePin(pin('Wrong-1111'), pin(NEW_PIN))).toBe('wrong');
    expect(await ukey.changePin(pin(OLD_PIN), pin('ab'))).toBe('refused');
    expect(await ukey.changePin(pin(OLD_PIN), pin(NEW_PIN))).toBe('right');
    expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
  });

  test('a UKey is held by one, and given back without its log-in', async () => {
    const token = makeToken('p256');
    const ukey = await open();
    const [slot = expect.unreachable()] = (await driver.list()).slots;
    await expect(driver.connect(slot.id)).rejects.toMatchObject({ code: 'busy' });
    expect(await ukey.verifyPin(pin(OLD_PIN))).toBe('right');
    await ukey.release();
    await expect(ukey.verifyPin(pin(OLD_PIN))).rejects.toMatchObject({ code: 'fault' });
    const again = await driver.connect(slot.id);
    await ukey.release();
    await expect(again.sign('a1', randomBytes(32))).rejects.toMatchObject({ code: 'fault' });
    expect(await again.verifyPin(pin(OLD_PIN))).toBe('right');
    await expectProof(again, token.certificate, 'ecdsa-sha256');
    await expect(again.sign('ff', randomBytes(32))).rejects.toMatchObject({ code: 'fault', detail: 'no such key' });
  });

  test('a token without a certificate has keys and no certificate', async () => {
    makeToken('p256', { hasCertificate: false });
    expect((await open()).facts.certificates).toEqual([]);
  });
});
