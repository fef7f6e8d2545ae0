import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueDemoCa, issuePivCard } from '@jiesuo/card';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import { afterEach, describe, expect, test } from 'vitest';
import { type PcscLane, startPcscd } from '../pcsc/test-lane.ts';
import type { Driver, Slot } from '../ukey.ts';
import { createPkcs11Driver } from './driver.ts';
import { allow, modelOf } from './test-module.ts';

const pin = (text: string): Buffer => Buffer.from(text);
const OLD_PIN = '135790';
const NEW_PIN = '246802';
const folder = mkdtempSync(join(tmpdir(), 'opensc-'));
const [opensc] = globSync('/usr/lib/*/opensc-pkcs11.so');

function issuePiv(kind: 'p256' | 'rsa') {
  const card = issuePivCard({
    ca: issueDemoCa(),
    keys: [{ slot: '9a', kind }],
    userPin: OLD_PIN,
    company: '示例公司',
    uscc: '91110000100000000X',
    triesMax: 3,
  });
  const file = join(folder, `${card.serial}.json`);
  writeFileSync(file, JSON.stringify(card.state), { mode: 0o600 });
  return { file, puk: card.puk, certificate: Buffer.from(card.certificateDer) };
}

// Only the scripts run this lane: it needs root, pcscd with vpcd, the machine's only pcscd, and opensc.
describe.runIf(process.env['JIESUO_LANE'] === 'pcscd' && opensc !== undefined)(
  'a PIV card behind OpenSC’s module',
  () => {
    const cards = join(import.meta.dirname, '..', 'cards', 'test-cards.ts');
    let lane: PcscLane;
    let driver: Driver;
    afterEach(async () => {
      await driver.close();
      await lane.close();
    });
    async function open(): Promise<void> {
      const configuration = join(folder, 'opensc.conf');
      const style = 'user_pin_unblock_style = set_pin_in_unlogged_session;';
      writeFileSync(configuration, `app opensc-pkcs11 {\n  pkcs11 {\n    ${style}\n  }\n}\n`);
      process.env['OPENSC_CONF'] = configuration;
      const modules = [allow(opensc ?? expect.unreachable())];
      driver = createPkcs11Driver({ models: [modelOf('piv_II', 'set_pin_with_puk')], modules });
      lane = await startPcscd(cards);
    }
    /** What is there once it changed to that many. */
    async function slots(count: number): Promise<readonly Slot[]> {
      for (let tries = 0; ; tries += 1) {
        const { slots: found, conditions } = await driver.list();
        expect(conditions).toEqual([]);
        if (found.length === count || tries > 8) return found;
        await driver.change(3000);
      }
    }
    async function only(): Promise<Slot> {
      const [slot = expect.unreachable()] = await slots(1);
      return slot;
    }

    test.each(['p256', 'rsa'] as const)(
      '%s: a locked PIN is reset with the PUK, and OpenSC’s own tool takes the new one',
      async (kind) => {
        await open();
        const { file, puk, certificate } = issuePiv(kind);
        const remove = await lane.insert(file);
        const ukey = await driver.connect((await only()).id);
        expect(ukey.facts).toMatchObject({
          label: '示例公司',
          maker: 'piv_II',
          certificates: [{ use: 'sign', der: certificate }],
        });
        for (let tries = 0; tries < 3; tries += 1) expect(await ukey.verifyPin(pin('000000'))).toBe('wrong');
        expect(await ukey.verifyPin(pin(OLD_PIN))).toBe('locked');
        expect((await ukey.tries()).user).toEqual({ left: 0, max: 3 });

        expect(await ukey.unblock?.(pin('wrong-pk'), pin(NEW_PIN))).toBe('wrong');
        expect(await ukey.unblock?.(pin(puk), pin(NEW_PIN))).toBe('right');
        expect(await ukey.verifyPin(pin(NEW_PIN))).toBe('right');
        const message = randomBytes(32);
        const { signature } = await ukey.sign(ukey.facts.certificates[0]?.key ?? '', message);
        expect(verifySignature(parseCertificate(certificate), message, signature)).toBe(true);
        await ukey.release();
        const verify = (text: string) =>
          execFileSync('pkcs15-tool', ['--verify-pin', '--auth-id', '01', '--pin', text], { stdio: 'ignore' });
        verify(NEW_PIN);
        expect(() => verify(OLD_PIN)).toThrow();
        await remove();
      },
    );

    test('what is pulled is removed, what comes again is found, also after pcscd was restarted', async () => {
      await open();
      expect(await slots(0)).toEqual([]);
      const { file } = issuePiv('p256');
      const remove = await lane.insert(file);
      const ukey = await driver.connect((await only()).id);
      await remove();
      // Asked in the very moment in which vpcd loses its card, OpenSC did not come back (the host's time-out is for that).
      await sleep(1500);
      expect(await slots(0)).toEqual([]);
      await expect(ukey.verifyPin(pin(OLD_PIN))).rejects.toMatchObject({ code: 'removed' });
      await ukey.release();

      await lane.close();
      expect(await slots(0)).toEqual([]);
      lane = await startPcscd(cards);
      await lane.insert(file);
      const again = await driver.connect((await only()).id);
      expect(await again.verifyPin(pin(OLD_PIN))).toBe('right');
    });
  },
);
