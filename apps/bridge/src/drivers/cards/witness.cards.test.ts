import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueGidsCard, issuePivCard } from '@jiesuo/card';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorise, bytes, isSigned, modelNamed, NEXT, order, PIN } from './test-iso.ts';
import { callWitnesses, fileOf, pkcs11, pkcs15, tool, type Witnesses, yubico } from './test-witness.ts';

const WRONG = 'wrong-11';
const verifyBy15 = (id: string, pin: string) => pkcs15('--verify-pin', '--auth-id', id, '--pin', pin).code === 0;

// Needs root, pcscd with vpcd, opensc and yubico-piv-tool, and the machine's only pcscd.
describe.runIf(process.env['JIESUO_LANE'] === 'cards')('before independent witnesses', { timeout: 120_000 }, () => {
  let witnesses: Witnesses;
  beforeAll(async () => {
    witnesses = await callWitnesses();
  });
  afterAll(() => witnesses.close());

  test('OpenSC reads a GIDS card, locks it, unblocks it by the admin key and signs with it', async () => {
    const { state, adminKey } = issueGidsCard({ ...order, kind: 'rsa' });
    await witnesses.withCard(state, async (card) => {
      const listed = pkcs15('-D').words;
      for (const seen of [
        `Serial number  : ${state.serial}`,
        'Tries left     : 6',
        'Key ref        : 129',
        'X.509 Certificate',
      ])
        expect(listed).toContain(seen);
      for (let round = 0; round < 6; round += 1) expect(verifyBy15('80', WRONG)).toBe(false);
      expect([verifyBy15('80', PIN), card.state().userTriesLeft]).toEqual([false, 0]);
      const refused = tool('gids-tool', '-U', '--admin-key', '11'.repeat(24), '--pin', NEXT);
      expect([refused.code, card.state().adminTriesLeft]).toEqual([1, 5]);
      expect(tool('gids-tool', '-U', '--admin-key', adminKey, '--pin', NEXT).words).toContain('Unblock PIN done');
      expect(card.state()).toMatchObject({ userPin: NEXT, userTriesLeft: 6, adminTriesLeft: 6 });
      const signed = pkcs11('--login', '--pin', NEXT, '--test');
      expect(signed.words).toContain('all 4 signature functions seem to work');
      expect(signed.words.match(/SHA256-RSA-PKCS: OK/)).not.toBeNull();
    });
  });

  test('of a GIDS card that OpenSC has locked our driver sets the PIN, and OpenSC takes it', async () => {
    const { state, adminKey } = issueGidsCard({ ...order, kind: 'rsa' });
    await witnesses.withCard(state, async (card) => {
      for (let round = 0; round < 6; round += 1) verifyBy15('80', WRONG);
      await card.hold(async (ukey) => {
        expect(await ukey.tries()).toEqual({ user: { left: 0, max: 6 }, admin: null });
        expect(await ukey.verifyPin(bytes(PIN))).toBe('locked');
        const model = modelNamed(ukey.facts.model);
        expect(await authorise(ukey, model, adminKey)).toEqual({ sw: '9000', isGenuine: true });
        expect([await ukey.setPin?.(bytes(NEXT)), await ukey.verifyPin(bytes(NEXT))]).toEqual(['right', 'right']);
        const message = randomBytes(32);
        expect(isSigned(ukey, message, await ukey.sign('81', message))).toBe(true);
      });
      expect([verifyBy15('80', PIN), verifyBy15('80', NEXT)]).toEqual([false, true]);
      expect(await card.hold((ukey) => ukey.changePin(bytes(NEXT), bytes('Third-78')))).toBe('right');
      expect(verifyBy15('80', 'Third-78')).toBe(true);
      expect(card.state()).toMatchObject({ adminTriesLeft: 6, userTriesLeft: 6 });
    });
  });

  test.each(['p256', 'rsa'] as const)('a GIDS card with an AES admin key and a key of %s', async (kind) => {
    const { state, adminKey } = issueGidsCard({ ...order, kind, adminCipher: 'aes256' });
    await witnesses.withCard({ ...state, userTriesLeft: 0 }, async (card) => {
      await card.hold(async (ukey) => {
        expect(ukey.facts.model).toBe('jiesuo-gids-aes');
        const authorised = await authorise(ukey, modelNamed('jiesuo-gids-aes'), adminKey);
        expect(authorised).toEqual({ sw: '9000', isGenuine: true });
        expect([await ukey.setPin?.(bytes(NEXT)), await ukey.verifyPin(bytes(NEXT))]).toEqual(['right', 'right']);
        const message = randomBytes(32);
        expect(isSigned(ukey, message, await ukey.sign('81', message))).toBe(true);
      });
      expect([verifyBy15('80', PIN), verifyBy15('80', NEXT)]).toEqual([false, true]);
    });
  });

  test('OpenSC and Yubico read a PIV card, lock it, unblock it by the PUK and sign with both its keys', async () => {
    const { state, puk, serial } = issuePivCard({
      ...order,
      keys: [
        { slot: '9a', kind: 'p256' },
        { slot: '9c', kind: 'rsa' },
      ],
    });
    await witnesses.withCard(state, (card) => {
      expect(yubico('-a', 'status').words).toMatch(new RegExp(`Version:\\t5\\.2\\.7\\nSerial Number:\\t${serial}\\n`));
      expect(pkcs15('-D').words).toMatch(/PIN \[PIV PUK\][^]*Private EC Key[^]*Private RSA Key/);
      for (let round = 0; round < 6; round += 1) expect(verifyBy15('01', WRONG)).toBe(false);
      expect([verifyBy15('01', PIN), card.state().userTriesLeft]).toEqual([false, 0]);
      const unblock = pkcs15('--unblock-pin', '--auth-id', '01', '--puk', puk, '--new-pin', NEXT);
      expect([unblock.code, yubico('-a', 'verify-pin', '-P', NEXT).code]).toEqual([0, 0]);
      for (const [slot, algorithm] of [
        ['9a', 'ECCP256'],
        ['9c', 'RSA2048'],
      ] as const)
        expect(signedByYubico(slot, algorithm)).toBe('Verified OK\n');
      return Promise.resolve();
    });
  });

  /** Signs a file with Yubico's tool, checks it with OpenSSL under the certificate that the card gave. */
  function signedByYubico(slot: string, algorithm: string): string {
    const at = (name: string) => join(witnesses.folder, `${slot}.${name}`);
    const message = fileOf(witnesses.folder, 'message', 'message');
    yubico('-a', 'read-certificate', '-s', slot, '-o', at('pem'));
    const parameters = ['--sign', '-s', slot, '-A', algorithm, '-H', 'SHA256', '-i', message, '-o', at('sig')];
    yubico('-a', 'verify-pin', '-P', NEXT, ...parameters);
    tool('openssl', 'x509', '-in', at('pem'), '-pubkey', '-noout', '-out', at('pub'));
    expect(readFileSync(at('pub'), 'utf8')).toContain('BEGIN PUBLIC KEY');
    return tool('openssl', 'dgst', '-sha256', '-verify', at('pub'), '-signature', at('sig'), message).words;
  }

  test('OpenSC tests a PIV card through PKCS#11 and finds no errors', async () => {
    const { state } = issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'rsa' }] });
    await witnesses.withCard(state, () => {
      const { code, words } = pkcs11('--login', '--pin', PIN, '--test');
      expect(words).toMatch(/RSA-PKCS: OK[^]*SHA256-RSA-PKCS: OK/);
      expect([code, words.includes('No errors')]).toEqual([0, true]);
      return Promise.resolve();
    });
  });

  test("our driver unblocks a PIV card by its PUK, makes the PUK another, and Yubico's tool confirms both", async () => {
    const keys = [
      { slot: '9a', kind: 'p256' },
      { slot: '9c', kind: 'rsa' },
    ] as const;
    const { state, puk } = issuePivCard({ ...order, keys });
    await witnesses.withCard(state, async (card) => {
      for (let round = 0; round < 6; round += 1) yubico('-a', 'verify-pin', '-P', WRONG);
      await card.hold(async (ukey) => {
        expect([ukey.facts.model, ukey.facts.serial]).toEqual(['jiesuo-piv-puk', state.serial]);
        expect(await ukey.tries()).toMatchObject({ user: { left: 0, max: 6 } });
        expect(await ukey.unblock?.(bytes(puk), bytes(NEXT))).toBe('right');
        expect(await ukey.rotate?.(bytes(puk), bytes('nextpuk1'))).toBe('right');
        expect(await ukey.verifyPin(bytes(NEXT))).toBe('right');
        const message = randomBytes(32);
        expect(isSigned(ukey, message, await ukey.sign('9a', message))).toBe(true);
        expect((await ukey.sign('9c', message)).signature).toHaveLength(256);
      });
      expect(yubico('-a', 'verify-pin', '-P', NEXT).words).toContain('Successfully verified');
      expect(yubico('-a', 'unblock-pin', '-P', puk, '-N', PIN).code).toBe(1);
      expect(yubico('-a', 'unblock-pin', '-P', 'nextpuk1', '-N', 'Third-78').code).toBe(0);
      expect(await card.hold((ukey) => ukey.verifyPin(bytes('Third-78')))).toBe('right');
      expect(card.state()).toMatchObject({ puk: 'nextpuk1', userTriesLeft: 6, adminTriesLeft: 6 });
    });
  });

  test("our driver resets a PIV-like card by the server's answer, and OpenSC takes the PIN", async () => {
    const keys = [{ slot: '9a', kind: 'p256' }] as const;
    const { state, adminKey } = issuePivCard({ ...order, keys, unblockedBy: 'admin_key' });
    await witnesses.withCard({ ...state, userTriesLeft: 0 }, async (card) => {
      await card.hold(async (ukey) => {
        expect((await authorise(ukey, modelNamed('jiesuo-piv'), adminKey)).sw).toBe('9000');
        expect([await ukey.setPin?.(bytes(NEXT)), await ukey.verifyPin(bytes(NEXT))]).toEqual(['right', 'right']);
      });
      expect([verifyBy15('01', PIN), verifyBy15('01', NEXT)]).toEqual([false, true]);
      expect(card.state()).toMatchObject({ adminTriesLeft: 6 });
    });
  });
});
