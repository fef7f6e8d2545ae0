import { issueCard, issueDemoCa } from '@jiesuo/card';
import { expect, test } from 'vitest';
import { privateKeyOf, readCertificates } from './objects.ts';
import { CERTIFICATE_TYPE, CLASS, certificateObject, privateKeyObject, scriptObjects } from './test-objects.ts';

const ca = issueDemoCa();
const { state } = issueCard({ ca, kind: 'sm2', company: '示例公司', uscc: '91110000100000000X', userPin: 'Abcd-1357' });
const [container = expect.unreachable()] = state.containers;
const sign = Buffer.from(container.signCertificate, 'base64');
const encrypt = Buffer.from(container.encCertificate ?? expect.unreachable(), 'base64');
const root = Buffer.from(ca.sm2.certificate, 'base64');

test('the holder’s two certificates are told apart, the CA’s own is left out', async () => {
  const module = scriptObjects([
    certificateObject(root, '00'),
    certificateObject(encrypt, '02'),
    certificateObject(sign, '01'),
  ]);
  expect(await readCertificates(module, 1n)).toEqual([
    { use: 'encrypt', der: encrypt, key: '02' },
    { use: 'sign', der: sign, key: '01' },
  ]);
});

test('where private keys can be seen, a certificate without one is left out', async () => {
  const module = scriptObjects([
    certificateObject(sign, '01'),
    certificateObject(encrypt, '02'),
    privateKeyObject('01'),
  ]);
  expect((await readCertificates(module, 1n)).map(({ key }) => key)).toEqual(['01']);
});

test('what is no certificate is left out, whatever lies beside it', async () => {
  const module = scriptObjects([
    certificateObject(Buffer.from('rubbish'), '02'),
    { ...privateKeyObject('03'), [CLASS]: Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]) },
    { ...certificateObject(sign, '04'), [CERTIFICATE_TYPE]: Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]) },
    certificateObject(sign, '01'),
  ]);
  expect((await readCertificates(module, 1n)).map(({ key }) => key)).toEqual(['01']);
});

test('a private key is found by its id; without an id only where it is the only one', async () => {
  const two = scriptObjects([privateKeyObject('01'), privateKeyObject('02')]);
  const one = scriptObjects([privateKeyObject('01')]);
  expect(await Promise.all([privateKeyOf(two, 1n, '02'), privateKeyOf(two, 1n, '03')])).toEqual([1n, undefined]);
  expect(await Promise.all([privateKeyOf(one, 1n, ''), privateKeyOf(two, 1n, '')])).toEqual([0n, undefined]);
});
