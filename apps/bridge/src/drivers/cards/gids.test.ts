import { randomBytes } from 'node:crypto';
import { createCard, type GidsState, issueGidsCard } from '@jiesuo/card';
import type { Model } from '@jiesuo/models';
import { expect, test } from 'vitest';
import { gids } from './gids.ts';
import { authorise, bytes, isSigned, modelNamed, NEXT, order, PIN, wireOf } from './test-iso.ts';

const by3des = modelNamed('jiesuo-gids-3des');
const issued = issueGidsCard({ ...order, kind: 'p256' });

async function open(state: GidsState = issued.state, model: Model = by3des) {
  const card = createCard(state);
  const wire = wireOf(card);
  return { card, wire, ukey: await gids.open(wire.transmit, model) };
}

test('a GIDS card tells its card id, its certificate, its tries and what it can do', async () => {
  const { ukey } = await open();
  const { serial, maker, model, methods, certificates } = ukey.facts;
  expect([serial, maker, model, methods]).toEqual([
    issued.serial,
    'Jiesuo',
    'jiesuo-gids-3des',
    ['challenge_response'],
  ]);
  expect(certificates).toEqual([{ use: 'sign', key: '81', der: Buffer.from(issued.certificateDer) }]);
  expect(await ukey.tries()).toEqual({ user: { left: 6, max: 6 }, admin: null });
});

test.each([
  ['3des', '3des-cbc'],
  ['aes128', 'aes-128-cbc'],
  ['aes256', 'aes-256-cbc'],
] as const)(
  "the server's answer by %s lets a locked card take the new PIN, and the card proves itself",
  async (adminCipher, cipher) => {
    const { state, adminKey } = issueGidsCard({ ...order, kind: 'p256', adminCipher });
    const model = { ...by3des, reset: { ...by3des.reset, cipher } as Model['reset'] };
    const opened = await open({ ...state, userTriesLeft: 0 }, model);
    const { ukey } = opened;
    expect(await ukey.verifyPin(bytes(PIN))).toBe('locked');
    expect(await authorise(opened.ukey, model, adminKey)).toEqual({ sw: '9000', isGenuine: true });
    expect(await ukey.setPin?.(bytes(NEXT))).toBe('right');
    expect(await ukey.verifyPin(bytes(NEXT))).toBe('right');
    expect(await ukey.tries()).toMatchObject({ user: { left: 6, max: 6 } });
  },
);

test('a wrong admin key costs one admin try, and the new PIN is not taken', async () => {
  const opened = await open();
  expect(await authorise(opened.ukey, by3des, '11'.repeat(24))).toEqual({ sw: '63c5', isGenuine: false });
  await expect(opened.ukey.setPin?.(bytes(NEXT))).rejects.toMatchObject({ sw: '6982' });
  expect(opened.card.state).toMatchObject({ adminTriesLeft: 5, userPin: PIN });
});

test('every PIN is wiped, in the buffer given and in the command sent', async () => {
  const card = createCard(issued.state);
  const commands: Uint8Array[] = [];
  const ukey = await gids.open((apdu) => {
    commands.push(apdu);
    return Promise.resolve(card.apdu(Uint8Array.from(apdu)));
  }, by3des);
  const pins = [bytes('wrong-11'), bytes(PIN), bytes(NEXT), bytes('toolong-toolong-1')];
  const [wrong = bytes(''), old = bytes(''), next = bytes(''), long = bytes('')] = pins;
  expect([await ukey.verifyPin(wrong), await ukey.verifyPin(long)]).toEqual(['wrong', 'refused']);
  expect(await ukey.changePin(old, next)).toBe('right');
  expect(Buffer.concat(pins).every((byte) => byte === 0)).toBe(true);
  expect(Buffer.concat(commands).includes(NEXT)).toBe(false);
  expect(card.state).toMatchObject({ userPin: NEXT, userTriesLeft: 6 });
});

test.each(['p256', 'rsa'] as const)('M is signed by a key of %s', async (kind) => {
  const { ukey } = await open(issueGidsCard({ ...order, kind }).state);
  const message = randomBytes(32);
  await expect(ukey.sign('81', message)).rejects.toMatchObject({ sw: '6982' });
  await ukey.verifyPin(bytes(PIN));
  expect(isSigned(ukey, message, await ukey.sign('81', message))).toBe(true);
  await ukey.clear();
  await expect(ukey.sign('81', message)).rejects.toMatchObject({ sw: '6982' });
  await expect(ukey.sign('99', message)).rejects.toMatchObject({ sw: '6a88' });
});

test('between a challenge and its answer the card hears nothing to keep it awake', async () => {
  const opened = await open();
  await opened.ukey.takeChallenge?.(randomBytes(16));
  const before = opened.wire.sent.length;
  await opened.ukey.stayAwake();
  expect(opened.wire.sent).toHaveLength(before);
  await authorise(opened.ukey, by3des, issued.adminKey);
  await opened.ukey.stayAwake();
  expect(opened.wire.sent.at(-1)).toBe('00cb3fff045c027f7100');
});

test('a card of another application is not there', async () => {
  const other = wireOf(createCard(issued.state));
  expect(await gids.isThere(other.transmit, by3des)).toBe(true);
  expect(await gids.isThere(() => Promise.resolve(Buffer.from('6a82', 'hex')), by3des)).toBe(false);
});
