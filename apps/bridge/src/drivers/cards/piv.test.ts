import { randomBytes } from 'node:crypto';
import { createCard, issuePivCard, type PivState } from '@jiesuo/card';
import type { Model } from '@jiesuo/models';
import { expect, test } from 'vitest';
import { piv } from './piv.ts';
import { authorise, bytes, isSigned, modelNamed, NEXT, order, PIN, wireOf } from './test-iso.ts';

const byPuk = modelNamed('jiesuo-piv-puk');
const byKey = modelNamed('jiesuo-piv');
const issued = issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'p256' }] });

async function open(state: PivState = issued.state, model: Model = byPuk) {
  const card = createCard(state);
  const wire = wireOf(card);
  return { card, wire, ukey: await piv.open(wire.transmit, model) };
}

test('a PIV card tells its serial number, its certificates, its tries and what it can do', async () => {
  const { ukey } = await open();
  const { serial, maker, model, methods, certificates } = ukey.facts;
  expect([serial, maker, model, methods]).toEqual([issued.serial, 'Jiesuo', 'jiesuo-piv-puk', ['trusted_bridge']]);
  expect(certificates).toEqual([{ use: 'sign', key: '9a', der: Buffer.from(issued.certificateDer) }]);
  expect(await ukey.tries()).toEqual({ user: { left: 6, max: 6 }, admin: null });
  await ukey.verifyPin(bytes('wrong-11'));
  expect(await ukey.tries()).toMatchObject({ user: { left: 5, max: 6 } });
  await ukey.verifyPin(bytes(PIN));
  expect(await ukey.tries()).toMatchObject({ user: { left: 6, max: 6 } });
});

test('a card without a serial number of its maker is known by its GUID', async () => {
  const card = createCard(issued.state);
  const withoutYubico = (apdu: Uint8Array) =>
    Promise.resolve(apdu[1] === 0xf8 ? Buffer.from('6d00', 'hex') : card.apdu(Uint8Array.from(apdu)));
  const { facts } = await piv.open(withoutYubico, byPuk);
  expect(facts.serial).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});

test('the PUK unblocks a locked PIN once, and becomes another', async () => {
  const { ukey, card } = await open({ ...issued.state, userTriesLeft: 0 });
  expect(await ukey.verifyPin(bytes(PIN))).toBe('locked');
  expect(await ukey.unblock?.(bytes('wrongpuk'), bytes(NEXT))).toBe('wrong');
  const secret = bytes(issued.puk);
  expect(await ukey.unblock?.(Buffer.from(secret), bytes(NEXT))).toBe('right');
  expect(await ukey.rotate?.(Buffer.from(secret), bytes('nextpuk1'))).toBe('right');
  expect(await ukey.rotate?.(secret, bytes('nextpuk2'))).toBe('wrong');
  expect(await ukey.verifyPin(bytes(NEXT))).toBe('right');
  expect(card.state).toMatchObject({ puk: 'nextpuk1', userPin: NEXT, adminTriesLeft: 5 });
  expect(secret.every((byte) => byte === 0)).toBe(true);
});

test("of a PIV-like card the server's answer lets it take one new PIN", async () => {
  const { state, adminKey } = issuePivCard({
    ...order,
    keys: [{ slot: '9a', kind: 'p256' }],
    unblockedBy: 'admin_key',
  });
  const { ukey } = await open({ ...state, userTriesLeft: 0 }, byKey);
  expect([ukey.facts.methods, ukey.unblock, ukey.rotate]).toEqual([['challenge_response'], undefined, undefined]);
  expect((await authorise(ukey, byKey, '22'.repeat(32))).sw).toBe('63c5');
  await expect(ukey.setPin?.(bytes(NEXT))).rejects.toMatchObject({ sw: '6982' });
  expect((await authorise(ukey, byKey, adminKey)).sw).toBe('9000');
  expect(await ukey.setPin?.(bytes(NEXT))).toBe('right');
  await expect(ukey.setPin?.(bytes(PIN))).rejects.toMatchObject({ sw: '6982' });
  expect(await ukey.verifyPin(bytes(NEXT))).toBe('right');
});

test.each([
  ['9a', 'p256'],
  ['9a', 'rsa'],
  ['9c', 'p256'],
  ['9c', 'rsa'],
] as const)('M is signed in slot %s by a key of %s, twice for one PIN typed', async (slot, kind) => {
  const { ukey } = await open(issuePivCard({ ...order, keys: [{ slot, kind }] }).state);
  const message = randomBytes(32);
  await expect(ukey.sign(slot, message)).rejects.toMatchObject({ sw: '6982' });
  await ukey.verifyPin(bytes(PIN));
  for (let round = 0; round < 2; round += 1) {
    await ukey.stayAwake();
    expect(isSigned(ukey, message, await ukey.sign(slot, message))).toBe(true);
  }
  await ukey.clear();
  await expect(ukey.sign(slot, message)).rejects.toMatchObject({ sw: '6982' });
});

test('a PIN is changed by whoever knows it, and one that does not fit is refused unasked', async () => {
  const { ukey, card, wire } = await open();
  const before = wire.sent.length;
  expect(await ukey.changePin(bytes(PIN), bytes('ninechars'))).toBe('refused');
  expect(wire.sent).toHaveLength(before);
  expect(await ukey.changePin(bytes('wrong-11'), bytes(NEXT))).toBe('wrong');
  expect(await ukey.changePin(bytes(PIN), bytes(NEXT))).toBe('right');
  expect(card.state).toMatchObject({ userPin: NEXT, userTriesLeft: 6 });
});

test('a model without a dialect for such cards is refused', async () => {
  const { transmit } = wireOf(createCard(issued.state));
  await expect(piv.open(transmit, modelNamed('jiesuo-virtual'))).rejects.toMatchObject({ code: 'fault' });
});
