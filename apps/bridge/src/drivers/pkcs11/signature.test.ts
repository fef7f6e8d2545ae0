import { createHash, randomBytes } from 'node:crypto';
import { issueCard, issueDemoCa } from '@jiesuo/card';
import { parseCertificate, rsaDigestInfo, sm2Digest } from '@jiesuo/certificate';
import { expect, test } from 'vitest';
import type { Certificate } from '../ukey.ts';
import { signMessage } from './signature.ts';
import { privateKeyObject, scriptObjects } from './test-objects.ts';

const ca = issueDemoCa();
const issue = (kind: 'sm2' | 'rsa'): Certificate => {
  const { certificateDer } = issueCard({
    ca,
    kind,
    company: '示例公司',
    uscc: '91110000100000000X',
    userPin: 'Abcd-1357',
  });
  return { use: 'sign', der: Buffer.from(certificateDer), key: 'a1' };
};
const sm2 = issue('sm2');
const rsa = issue('rsa');
const message = randomBytes(32);
const at = { slot: 0n, session: 1n };
const keys = [privateKeyObject('a1')];

test('RSA: the module hashes where it can, else it is given the DigestInfo', async () => {
  const hashing = scriptObjects(keys, [0x1, 0x40], 256);
  const plain = scriptObjects(keys, [0x1], 256);
  expect((await signMessage(hashing, at, rsa, message, undefined)).algorithm).toBe('rsa-sha256');
  await signMessage(plain, at, rsa, message, undefined);
  expect(hashing.signed).toEqual([{ mechanism: 0x40, data: message, key: 0n }]);
  expect(plain.signed).toEqual([{ mechanism: 0x1, data: Buffer.from(rsaDigestInfo(message)), key: 0n }]);
});

test('SM2: by the maker’s mechanism, over e or over M as the model says', async () => {
  const { point = expect.unreachable() } = parseCertificate(sm2.der).key;
  const module = scriptObjects(keys);
  for (const input of ['digest', 'message'] as const)
    expect((await signMessage(module, at, sm2, message, { mechanism: '0x80000101', input })).algorithm).toBe('sm2-sm3');
  const [e, m] = module.signed;
  expect([e?.mechanism, e?.data, m?.data]).toEqual([0x80000101, Buffer.from(sm2Digest(point, message)), message]);
  expect(e?.data).not.toEqual(createHash('sha256').update(message).digest());
});

test('SM2 without a mechanism in the model’s record is not tried', async () => {
  const module = scriptObjects(keys);
  await expect(signMessage(module, at, sm2, message, undefined)).rejects.toMatchObject({ detail: 'no SM2 mechanism' });
  expect(module.signed).toEqual([]);
});

test('a signature of the wrong length is a fault, and so is a certificate without its key', async () => {
  const short = scriptObjects(keys, [0x40], 255);
  await expect(signMessage(short, at, rsa, message, undefined)).rejects.toMatchObject({ detail: 'C_Sign: length' });
  await expect(signMessage(scriptObjects([]), at, rsa, message, undefined)).rejects.toMatchObject({
    detail: 'no private key',
  });
});
