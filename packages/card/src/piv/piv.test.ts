import { constants, createHash, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tearBy } from '../applet/tear.ts';
import { type CardOptions, createCard } from '../card.ts';
import { blockLength, decrypt, encrypt } from '../iso/cipher.ts';
import { command, hex, hostOf, NEW_PIN, order, USER_PIN, whole } from '../iso/test-host.ts';
import { issuePivCard } from '../issue/piv.ts';
import type { PivState } from './state.ts';

const issued = issuePivCard({
  ...order,
  keys: [
    { slot: '9a', kind: 'p256' },
    { slot: '9c', kind: 'rsa' },
  ],
});
const likePiv = issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'p256' }], unblockedBy: 'admin_key' });
const SELECT = command('00a40400', 'a000000308', '00');
const TRIES = '00200080';
const pad = (pin: string) => hex(pin).padEnd(16, 'f');
const verifyPin = (pin: string) => command('00200080', pad(pin));
const unblock = (puk: string, pin: string) => command('002c0080', pad(puk) + pad(pin));
const resetPin = (pin: string) => command('002c0280', pad(pin));

function open(state: PivState = issued.state, options?: CardOptions<PivState>) {
  const card = createCard(state, options);
  const send = hostOf(card);
  send(SELECT);
  return { card, send };
}

const algorithmOf = { '3des': '03', aes128: '08', aes192: '0a', aes256: '0c' };
const dynamic = (content: string) => `7c${hex(Buffer.of(content.length / 2))}${content}`;

/** Single authentication with key 9B; gives the last answer. */
function manage(send: (bytes: string) => string, { adminCipher, adminKey }: PivState, key = adminKey): string {
  const head = `0087${algorithmOf[adminCipher]}9b`;
  const length = hex(Buffer.of(blockLength(adminCipher)));
  const challenge = Buffer.from(send(command(head, dynamic('8100'), '00')), 'hex').subarray(4, -2);
  const answer = encrypt(adminCipher, 'ecb', Buffer.from(key, 'hex'), challenge);
  return send(command(head, dynamic(`82${length}${hex(answer)}`), '00'));
}

test('six wrong PINs lock the card, a locked PIN is not compared, and the PUK sets a new one', () => {
  const { card, send } = open();
  expect(send(TRIES)).toBe('63c6');
  const answers = Array.from({ length: 6 }, () => send(verifyPin('wrong-1')));
  expect(answers).toEqual(['63c5', '63c4', '63c3', '63c2', '63c1', '63c0']);
  expect([send(verifyPin(USER_PIN)), send(TRIES)]).toEqual(['6983', '6983']);
  expect(send(unblock('wrongpuk', NEW_PIN))).toBe('63c5');
  expect(send(unblock(issued.puk, NEW_PIN))).toBe('9000');
  expect([send(verifyPin(NEW_PIN)), send(TRIES)]).toEqual(['9000', '9000']);
  expect(card.state).toMatchObject({ userTriesLeft: 6, adminTriesLeft: 6, isDefaultUserPin: false });
});

test('a PUK without tries stays locked', () => {
  const { send } = open({ ...issued.state, adminTriesLeft: 0 });
  expect(send(unblock(issued.puk, NEW_PIN))).toBe('6983');
  expect(send(command('00240081', pad(issued.puk) + pad('nextpuk1')))).toBe('6983');
});

test('PIN and PUK are changed by whoever knows them', () => {
  const { send, card } = open();
  expect(send(command('00240080', pad('wrong-12') + pad(NEW_PIN)))).toBe('63c5');
  expect(send(command('00240080', pad(USER_PIN) + pad(NEW_PIN)))).toBe('9000');
  expect(send(command('00240081', pad(issued.puk) + pad('nextpuk1')))).toBe('9000');
  expect(card.state).toMatchObject({ userPin: NEW_PIN, puk: 'nextpuk1' });
});

test('a new PIN that the card cannot hold is refused before a try is spent', () => {
  const { send, card } = open();
  expect(send(unblock('wrongpuk', 'short'))).toBe('6a80');
  expect(send(command('00240080', pad('wrong-12') + pad('short')))).toBe('6a80');
  expect(send(command('00200080', hex('1234567')))).toBe('6a80');
  expect(card.state).toEqual(issued.state);
});

test.each(['3des', 'aes128', 'aes192', 'aes256'] as const)('key 9B by %s is proved each way', (adminCipher) => {
  const { state } = issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'p256' }], adminCipher });
  const { send } = open(state);
  expect(manage(send, state)).toBe('9000');
  expect(manage(send, state, '11'.repeat(state.adminKey.length / 2))).toBe('6982');
  const head = `0087${algorithmOf[adminCipher]}9b`;
  const key = Buffer.from(state.adminKey, 'hex');
  const size = blockLength(adminCipher);
  const length = hex(Buffer.of(size));
  const sealed = Buffer.from(send(command(head, dynamic('8000'), '00')), 'hex').subarray(4, -2);
  const host = Buffer.alloc(size, 0x5a);
  const witness = hex(decrypt(adminCipher, 'ecb', key, sealed));
  const reply = send(command(head, dynamic(`80${length}${witness}81${length}${hex(host)}`), '00'));
  expect(reply).toBe(`${dynamic(`82${length}${hex(encrypt(adminCipher, 'ecb', key, host))}`)}9000`);
});

test('of a PIV-like card key 9B allows one new PIN, wrong answers count, and there is no PUK', () => {
  const { state } = likePiv;
  const { send, card } = open({ ...state, userTriesLeft: 0 });
  expect(send(resetPin(NEW_PIN))).toBe('6982');
  expect(manage(send, state, '22'.repeat(32))).toBe('63c5');
  expect(send(resetPin(NEW_PIN))).toBe('6982');
  expect(manage(send, state)).toBe('9000');
  expect([send(resetPin(NEW_PIN)), send(resetPin('Third-78'))]).toEqual(['9000', '6982']);
  expect(send(verifyPin(NEW_PIN))).toBe('9000');
  expect([send(unblock(likePiv.puk, NEW_PIN)), send(command('00240081', pad('a') + pad('b')))]).toEqual([
    '6a86',
    '6a88',
  ]);
  expect(card.state).toMatchObject({ adminTriesLeft: 6, userTriesLeft: 6 });
  const locked = open({ ...state, adminTriesLeft: 0 });
  expect(locked.send(command('00870c9b', dynamic('8100'), '00'))).toBe('6983');
});

test('anyone may have a challenge under algorithm 00, but answers it under the right one', () => {
  const { send } = open();
  const challenge = Buffer.from(send(command('0087009b', dynamic('8100'), '00')), 'hex').subarray(4, -2);
  const answer = dynamic(`8210${hex(encrypt('aes256', 'ecb', Buffer.from(issued.adminKey, 'hex'), challenge))}`);
  expect([send(command('0087009b', answer)), send(command('0087009b', dynamic('8000'), '00'))]).toEqual([
    '6a86',
    '6a86',
  ]);
});

test('of a PIV card key 9B never resets the PIN', () => {
  const { send } = open();
  expect(manage(send, issued.state)).toBe('9000');
  expect(send(resetPin(NEW_PIN))).toBe('6a86');
});

test('an answer to key 9B is good once and not over a reset', () => {
  const { send, card } = open();
  const challenge = Buffer.from(send(command('00870c9b', dynamic('8100'), '00')), 'hex').subarray(4, -2);
  const answer = encrypt('aes256', 'ecb', Buffer.from(issued.adminKey, 'hex'), challenge);
  const respond = command('00870c9b', dynamic(`8210${hex(answer)}`), '00');
  card.control(2);
  send(SELECT);
  expect(send(respond)).toBe('6a80');
});

test('a power cut between try and comparison never gives the try back', () => {
  const disk: PivState[] = [];
  const save = (state: PivState) => {
    disk.push(structuredClone(state));
    if (state.userTriesLeft < 6 || state.adminTriesLeft < 6) throw new Error('killed here');
  };
  expect(open(issued.state, { save }).send(verifyPin(USER_PIN))).toBe('6581');
  expect(disk.at(-1)?.userTriesLeft).toBe(5);
  expect(open(issued.state, { save }).send(unblock(issued.puk, NEW_PIN))).toBe('6581');
  expect(disk.at(-1)).toMatchObject({ adminTriesLeft: 5, userPin: USER_PIN });
});

test.each([
  ['before', USER_PIN],
  ['after', NEW_PIN],
] as const)('torn %s RESET RETRY COUNTER the card holds one known PIN', (phase, pin) => {
  const disk: PivState[] = [];
  const tear = tearBy([{ ins: 0x2c, nth: 1, phase, outcome: 'drop' }]);
  const { send } = open({ ...issued.state, userTriesLeft: 0 }, { tear, save: (state) => disk.push(state) });
  expect(send(unblock(issued.puk, NEW_PIN))).toBe('');
  send(SELECT);
  expect(disk.map((state) => state.userTriesLeft).at(-1) ?? 0).toBe(pin === NEW_PIN ? 6 : 0);
  expect(disk.filter((state) => state.userPin === NEW_PIN).map((state) => state.userTriesLeft)).not.toContain(0);
  expect(send(verifyPin(pin))).toBe(pin === NEW_PIN ? '9000' : '6983');
});

test('certificates, serial number and version are read without log-in', () => {
  const { send } = open();
  expect(send(command('00cb3fff', '5c035fc105', '00')).slice(-4)).toMatch(/^61/);
  expect(hex(whole(send, command('00cb3fff', '5c035fc105', '00')))).toContain(hex(issued.certificateDer));
  const extended = send('00cb3fff0000055c035fc10a0000');
  expect(extended.slice(0, 2) + extended.slice(-4)).toBe('539000');
  expect(send('00f80000')).toBe(`${Number(issued.serial).toString(16).padStart(8, '0')}9000`);
  expect(send('00fd0000')).toBe('0502079000');
  expect(send(command('00cb3fff', '5c035fc10b', '00'))).toBe('6a82');
});

test('9A signs a P-256 digest after the PIN, as often as one likes', () => {
  const { send } = open();
  const digest = createHash('sha256').update('message').digest();
  const sign = command('0087119a', dynamic(`82008120${hex(digest)}`), '00');
  expect(send(sign)).toBe('6982');
  send(verifyPin(USER_PIN));
  const key = new X509Certificate(issued.certificateDer).publicKey;
  for (let round = 0; round < 40; round += 1) {
    const answer = Buffer.from(send(sign), 'hex');
    expect(verify('sha256', Buffer.from('message'), key, answer.subarray(4, -2))).toBe(true);
  }
});

test('9C asks for the PIN right before each signature, and takes a long command in parts', () => {
  const { send } = open();
  const digestInfo = `3031300d060960864801650304020105000420${'11'.repeat(32)}`;
  const block = `0001${'ff'.repeat(256 - 3 - digestInfo.length / 2)}00${digestInfo}`;
  const data = `7c82010682008182 0100`.replace(' ', '') + block;
  const first = command('1087079c', data.slice(0, 510));
  const last = command('0087079c', data.slice(510), '00');
  send(verifyPin(USER_PIN));
  send(TRIES);
  expect([send(first), send(last)]).toEqual(['9000', '6982']);
  send(verifyPin(USER_PIN));
  expect(send(first)).toBe('9000');
  const signature = whole(send, last).subarray(-256);
  const der = Buffer.from(issued.state.containers[1]?.signCertificate ?? '', 'base64');
  const opened = publicDecrypt(
    { key: new X509Certificate(der).publicKey, padding: constants.RSA_PKCS1_PADDING },
    signature,
  );
  expect(hex(opened)).toBe(digestInfo);
  send(first);
  expect(send(last)).toBe('6982');
});

test.each([
  ['another class', '80200080', '6e00'],
  ['an unknown INS', '00fb0000', '6d00'],
  ['generating a key', '0047009a05ac03800111', '6d00'],
  ['another PIN', '00200082', '6a88'],
  ['an algorithm that the key has not', '0087079a027c00', '6a86'],
  ['a broken TLV', '0087119a037c0581', '6a80'],
])('%s is refused', (_what, bytes, word) => {
  expect(open().send(bytes)).toBe(word);
});

test('a command in parts that grows without end is refused', () => {
  const { send } = open();
  const part = command('1087119a', 'aa'.repeat(255));
  const answers = Array.from({ length: 17 }, () => send(part));
  expect([answers[15], answers[16]]).toEqual(['9000', '6700']);
});

test('no bytes make the card throw, and each gets a status word', () => {
  const ins = fc.constantFrom(0x20, 0x24, 0x2c, 0x87, 0xa4, 0xc0, 0xcb, 0xf8, 0xfd);
  const p2 = fc.constantFrom(0x80, 0x81, 0x9a, 0x9b, 0x9c, 0xff, 0);
  const likely = fc
    .tuple(fc.constantFrom(0, 0x10), ins, fc.nat(255), p2, fc.uint8Array({ maxLength: 60 }))
    .map(([cla, code, p1, last, data]) => Uint8Array.of(cla, code, p1, last, data.length, ...data));
  const { card, send } = open();
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), likely), (bytes) => {
      send(SELECT);
      expect(hex(card.apdu(bytes).slice(-2))).toMatch(/^(9000|61|63c\d|67|69|6a|6d|6e)/);
    }),
    { numRuns: 3000 },
  );
});
