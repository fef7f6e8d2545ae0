import { createHash, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tearBy } from '../applet/tear.ts';
import { type CardOptions, createCard } from '../card.ts';
import { decrypt, encrypt } from '../iso/cipher.ts';
import { command, hex, hostOf, NEW_PIN, order, USER_PIN, whole } from '../iso/test-host.ts';
import { issueGidsCard } from '../issue/gids.ts';
import type { GidsState } from './state.ts';

const p256 = issueGidsCard({ ...order, kind: 'p256' });
const SELECT = command('00a40400', 'a00000039742544659', '00');
const TRIES = '002000' + '80';
const verifyPin = (pin: string) => command('00200080', hex(pin));
const changePin = (old: string, next: string) => command('00240080', hex(old + next));
const resetPin = (pin: string) => command('002c0280', hex(pin));
const NAME_ADMIN_KEY = command('0022c1a4', '830180');
const HOST = Buffer.alloc(16, 0x5a);

function open(state: GidsState = p256.state, options?: CardOptions<GidsState>) {
  const card = createCard(state, options);
  const send = hostOf(card);
  send(SELECT);
  return { card, send };
}

/** R2, after MSE. */
function challengeOf(send: (command: string) => string): Buffer {
  send(NAME_ADMIN_KEY);
  return Buffer.from(send(command('00870000', `7c128110${hex(HOST)}`, '00')), 'hex').subarray(4, 20);
}

function answerTo(challenge: Uint8Array, { adminCipher, adminKey }: GidsState, key = adminKey): string {
  const pad = Buffer.alloc(adminCipher === '3des' ? 8 : 16, 0x80);
  const plain = Buffer.concat([challenge, HOST, pad]);
  const cryptogram = encrypt(adminCipher, 'cbc', Buffer.from(key, 'hex'), plain);
  const length = cryptogram.length;
  return command('00870000', `7c${hex(Buffer.of(length + 2))}82${hex(Buffer.of(length))}${hex(cryptogram)}`, '00');
}

test('six wrong PINs lock the card, and a locked PIN is not compared', () => {
  const { card, send } = open();
  expect(send(TRIES)).toBe('63c6');
  const answers = Array.from({ length: 6 }, () => send(verifyPin('wrong-1')));
  expect(answers).toEqual(['63c5', '63c4', '63c3', '63c2', '63c1', '63c0']);
  expect([send(verifyPin(USER_PIN)), send(TRIES)]).toEqual(['6983', '6983']);
  expect(send(command('00cb3fff', '5c027f71', '00'))).toBe('7f71069701009301069000');
  expect(card.state.userTriesLeft).toBe(0);
});

test.each(['3des', 'aes128', 'aes256'] as const)(
  'the admin key by %s allows one new PIN, and the card proves in turn that it knows the key',
  (adminCipher) => {
    const { state } = issueGidsCard({ ...order, kind: 'p256', adminCipher });
    const { card, send } = open({ ...state, userTriesLeft: 0 });
    expect(send(resetPin(NEW_PIN))).toBe('6982');
    const challenge = challengeOf(send);
    const reply = Buffer.from(send(answerTo(challenge, state)), 'hex');
    expect(hex(reply.subarray(-2))).toBe('9000');
    const plain = decrypt(adminCipher, 'cbc', Buffer.from(state.adminKey, 'hex'), reply.subarray(4, -2));
    expect(hex(plain.subarray(0, 32))).toBe(hex(Buffer.concat([HOST, challenge])));
    expect(plain.at(-1)).toBe(0x80);
    expect([send(resetPin(NEW_PIN)), send(resetPin('Third-789'))]).toEqual(['9000', '6982']);
    expect([send(verifyPin(NEW_PIN)), card.state.userTriesLeft]).toEqual(['9000', 6]);
  },
);

test('a wrong cryptogram costs one admin try and allows nothing', () => {
  const { card, send } = open();
  const wrong = answerTo(challengeOf(send), p256.state, '00'.repeat(24));
  expect([send(wrong), send(resetPin(NEW_PIN))]).toEqual(['63c5', '6982']);
  expect(card.state.adminTriesLeft).toBe(5);
  expect(send(answerTo(challengeOf(send), p256.state)).slice(-4)).toBe('9000');
  expect(card.state.adminTriesLeft).toBe(6);
});

test('a cryptogram is good once, for its own challenge, and not over a reset', () => {
  const { card, send } = open();
  const right = answerTo(challengeOf(send), p256.state);
  expect(send(right).slice(-4)).toBe('9000');
  expect(send(right)).toBe('6985');
  challengeOf(send);
  expect(send(right)).toBe('63c5');
  const fresh = answerTo(challengeOf(send), p256.state);
  card.control(2);
  send(SELECT);
  send(NAME_ADMIN_KEY);
  expect(send(fresh)).toBe('6985');
});

test('an admin key without tries is not compared', () => {
  const { card, send } = open({ ...p256.state, adminTriesLeft: 0 });
  send(NAME_ADMIN_KEY);
  expect(send(command('00870000', `7c128110${hex(HOST)}`, '00'))).toBe('6983');
  expect(card.state.adminTriesLeft).toBe(0);
});

test('an admin authentication is gone with the power, and with the log-out', () => {
  const { card, send } = open();
  send(answerTo(challengeOf(send), p256.state));
  card.control(2);
  send(SELECT);
  expect(send(resetPin(NEW_PIN))).toBe('6982');
  send(answerTo(challengeOf(send), p256.state));
  expect([send('00200082'), send(resetPin(NEW_PIN))]).toEqual(['9000', '6982']);
});

test('whoever knows the PIN changes it, and a wrong old one costs a try', () => {
  const { card, send } = open();
  expect(send(changePin('wrong-12', NEW_PIN))).toBe('63c5');
  expect(send(changePin(USER_PIN, 'short'))).toBe('6a80');
  expect(send(changePin(USER_PIN, NEW_PIN))).toBe('9000');
  expect([send(verifyPin(NEW_PIN)), card.state.isDefaultUserPin]).toEqual(['9000', false]);
});

test('a power cut between try and comparison never gives the try back', () => {
  const disk: GidsState[] = [];
  const save = (state: GidsState) => {
    disk.push(structuredClone(state));
    if (state.userTriesLeft < 6 || state.adminTriesLeft < 6) throw new Error('killed here');
  };
  expect(open(p256.state, { save }).send(verifyPin(USER_PIN))).toBe('6581');
  expect(disk.at(-1)?.userTriesLeft).toBe(5);
  const { send } = open(p256.state, { save });
  expect(send(answerTo(challengeOf(send), p256.state))).toBe('6581');
  expect(disk.at(-1)?.adminTriesLeft).toBe(5);
  expect(send(resetPin(NEW_PIN))).toBe('6982');
});

test('a reset that could not be kept has not happened, and PIN and counter are one write', () => {
  const disk: GidsState[] = [];
  let isFull = false;
  const save = (state: GidsState) => {
    if (isFull) throw new Error('no space');
    disk.push(state);
  };
  const { card, send } = open({ ...p256.state, userTriesLeft: 0 }, { save });
  send(answerTo(challengeOf(send), p256.state));
  isFull = true;
  expect(send(resetPin(NEW_PIN))).toBe('6581');
  expect(card.state).toMatchObject({ userPin: USER_PIN, userTriesLeft: 0 });
  isFull = false;
  send(answerTo(challengeOf(send), p256.state));
  const before = disk.length;
  expect(send(resetPin(NEW_PIN))).toBe('9000');
  expect(disk.slice(before)).toMatchObject([{ userPin: NEW_PIN, userTriesLeft: 6 }]);
});

test.each([
  ['before', USER_PIN],
  ['after', NEW_PIN],
] as const)('torn %s RESET RETRY COUNTER the card holds one known PIN and no authentication', (phase, pin) => {
  const tear = tearBy([{ ins: 0x2c, nth: 1, phase, outcome: 'drop' }]);
  const { card, send } = open(p256.state, { tear });
  send(answerTo(challengeOf(send), p256.state));
  expect(send(resetPin(NEW_PIN))).toBe('');
  send(SELECT);
  expect([send(verifyPin(pin)), send(resetPin(NEW_PIN))]).toEqual(['9000', '6982']);
  expect(card.state.userPin).toBe(pin);
});

test('certificate and card id are read without log-in, in parts where they are long', () => {
  const { send } = open();
  expect(send(command('00cba010', '5c02df24', '00')).slice(-4)).toMatch(/^61/);
  const file = whole(send, command('00cba010', '5c02df24', '00')).subarray(5);
  expect(hex(file.subarray(0, 2))).toBe('0100');
  expect(hex(inflateSync(file.subarray(4)))).toBe(hex(p256.certificateDer));
  expect(send(command('00cba012', '5c02df20', '00'))).toBe(`df2010${p256.serial}9000`);
  expect(send(command('00cba012', '5c02df99', '00'))).toBe('6a88');
});

test('P-256 signs a digest to r and s, and only after the PIN', () => {
  const { send } = open();
  const digest = createHash('sha256').update('message').digest();
  const sign = command('002a9e9a', digest, '00');
  expect(send(sign)).toBe('6985');
  expect(send(command('002241b6', '80015c840181'))).toBe('9000');
  expect(send(sign)).toBe('6982');
  send(verifyPin(USER_PIN));
  const answer = send(sign);
  const key = { key: new X509Certificate(p256.certificateDer).publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(answer).toMatch(/^[0-9a-f]{128}9000$/);
  expect(verify('sha256', Buffer.from('message'), key, Buffer.from(answer.slice(0, 128), 'hex'))).toBe(true);
});

test('RSA pads the DigestInfo given', () => {
  const rsa = issueGidsCard({ ...order, kind: 'rsa' });
  const { send } = open(rsa.state);
  send(command('002241b6', '800157840181'));
  send(verifyPin(USER_PIN));
  const digestInfo = `3031300d060960864801650304020105000420${'11'.repeat(32)}`;
  const first = send(command('002a9e9a', digestInfo, '00'));
  expect(first).toMatch(/^[0-9a-f]{512}9000$/);
  const opened = publicDecrypt(
    new X509Certificate(rsa.certificateDer).publicKey,
    Buffer.from(first.slice(0, 512), 'hex'),
  );
  expect(hex(opened)).toBe(digestInfo);
});

test.each([
  ['another class', '80200080', '6e00'],
  ['an unknown INS', '00fe0000', '6d00'],
  ['another PIN', '00200081', '6a86'],
  ['a length that lies', '0020008008313233', '6700'],
  ['PUT DATA', '00db3fff', '6d00'],
  ['a broken TLV', '00870000037c0581', '6a80'],
])('%s is refused', (_what, bytes, word) => {
  const { send } = open();
  send(NAME_ADMIN_KEY);
  expect(send(bytes)).toBe(word);
});

test('before SELECT nothing is known', () => {
  expect(hostOf(createCard(p256.state))(verifyPin(USER_PIN))).toBe('6d00');
});

test('no bytes make the card throw, and each gets a status word', () => {
  const ins = fc.constantFrom(0x20, 0x22, 0x24, 0x2a, 0x2c, 0x87, 0xa4, 0xc0, 0xcb);
  const likely = fc
    .tuple(fc.constantFrom(0, 0x10), ins, fc.nat(255), fc.nat(255), fc.uint8Array({ maxLength: 60 }))
    .map(([cla, code, p1, p2, data]) => Uint8Array.of(cla, code, p1, p2, data.length, ...data));
  const { card, send } = open();
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), likely), (bytes) => {
      send(SELECT);
      send(NAME_ADMIN_KEY);
      expect(hex(card.apdu(bytes).slice(-2))).toMatch(/^(9000|61|63c\d|67|69|6a|6d|6e)/);
    }),
    { numRuns: 3000 },
  );
});
