import { createHash, createPublicKey, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { expect, test } from 'vitest';
import { issueDemoCa } from '../issue/ca.ts';
import { issueCard } from '../issue/card.ts';
import { ADMIN_PIN, hex, OPEN_APP, openCard, USER_PIN } from './test-host.ts';

const ca = issueDemoCa();
const request = { ca, company: '示例科技有限公司', uscc: '91110108551385082Q', userPin: USER_PIN, adminPin: ADMIN_PIN };
const sm2Card = issueCard({ ...request, kind: 'sm2' });
const rsaCard = issueCard({ ...request, kind: 'rsa' });

const NAME = hex(Buffer.from('SIGN'));
const OPEN_CONTAINER = `80420000000006${'0100'}${NAME}0002`;
const E = createHash('sm3').update('e').digest();
const ECC_SIGN = `80740000000024${'0100'}0001${hex(E)}0040`;
const DIGEST_INFO = Buffer.concat([
  Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  createHash('sha256').update('message').digest(),
]);
const rsaSign = (digestInfo: Uint8Array) =>
  `80580000${hex([0, (4 + digestInfo.length) >> 8, 4 + digestInfo.length])}01000001${hex(digestInfo)}0000`;

test('containers and certificates are read without log-in', () => {
  const { send } = openCard(sm2Card.state);
  expect(send('80460000000002' + '0100' + '0000')).toBe(`${hex(Buffer.from('SIGN\0\0'))}9000`);
  expect(send(OPEN_CONTAINER)).toBe('00019000');
  expect(send('804a0000000004' + '01000001' + '000b')).toBe('02000100000001000001019000');
  expect(send('804e0100000004' + '01000001' + '0000')).toBe(`${hex(sm2Card.certificateDer)}9000`);
  expect(send('804e0000000004' + '01000001' + '0000')).toMatch(/^3082.*9000$/);
});

test('an RSA container tells its size, and has no encryption certificate to give', () => {
  const { send } = openCard(rsaCard.state);
  send(OPEN_CONTAINER);
  expect(send('804a0000000004' + '01000001' + '000b')).toBe('01000800000000000001009000');
  expect(send('804e0100000004' + '01000001' + '0000')).toBe(`${hex(rsaCard.certificateDer)}9000`);
  expect(send('804e0000000004' + '01000001' + '0000')).toBe('6a88');
});

test('a container that was not opened is not there', () => {
  const { card, send } = openCard(sm2Card.state);
  expect(send('804e0100000004' + '01000001' + '0000')).toBe('6a88');
  send(OPEN_CONTAINER);
  card.control(2);
  send(OPEN_APP);
  expect(send('804e0100000004' + '01000001' + '0000')).toBe('6a88');
  expect(send(`80420000000005${'0100'}${hex(Buffer.from('XXX'))}0002`)).toBe('6a88');
});

test('signing needs the log-in of the user, and the admin is not the user', () => {
  for (const [card, command] of [
    [sm2Card, ECC_SIGN],
    [rsaCard, rsaSign(DIGEST_INFO)],
  ] as const) {
    const { send, verify: verifyPin } = openCard(card.state);
    send(OPEN_CONTAINER);
    expect(send(command)).toBe('6982');
    verifyPin(0, ADMIN_PIN);
    expect(send(command)).toBe('6982');
    verifyPin(1, USER_PIN);
    expect(send(command)).toMatch(/9000$/);
  }
});

test('an SM2 signature stands over e itself and verifies with the certificate', () => {
  const { send, verify: verifyPin } = openCard(sm2Card.state);
  send(OPEN_CONTAINER);
  verifyPin(1, USER_PIN);
  const answer = send(ECC_SIGN);
  expect(answer).toMatch(/^[0-9a-f]{128}9000$/);
  const spki = new X509Certificate(sm2Card.certificateDer).publicKey.export({ format: 'der', type: 'spki' });
  const point = hex(spki.subarray(-65));
  expect(sm2.doVerifySignature(Uint8Array.from(E), answer.slice(0, 128), point, { hash: false })).toBe(true);
  expect(sm2.doVerifySignature(new Uint8Array(32).fill(1), answer.slice(0, 128), point, { hash: false })).toBe(false);
});

test('an RSA signature is PKCS#1 v1.5 over the DigestInfo given', () => {
  const { send, verify: verifyPin } = openCard(rsaCard.state);
  send(OPEN_CONTAINER);
  verifyPin(1, USER_PIN);
  const answer = Buffer.from(send(rsaSign(DIGEST_INFO)), 'hex');
  const signature = answer.subarray(0, 256);
  expect(hex(answer.subarray(256))).toBe('9000');
  const key = createPublicKey(
    new X509Certificate(rsaCard.certificateDer).publicKey.export({ format: 'pem', type: 'spki' }),
  );
  expect(verify('sha256', Buffer.from('message'), key, signature)).toBe(true);
  expect(hex(publicDecrypt(key, signature))).toBe(hex(DIGEST_INFO));
});

test('more than the key can pad is refused, and so is the other kind of key', () => {
  const { send, verify: verifyPin } = openCard(rsaCard.state);
  send(OPEN_CONTAINER);
  verifyPin(1, USER_PIN);
  expect(send(rsaSign(new Uint8Array(245)))).toMatch(/9000$/);
  expect(send(rsaSign(new Uint8Array(246)))).toBe('6a80');
  expect(send(ECC_SIGN)).toBe('6a88');
});
