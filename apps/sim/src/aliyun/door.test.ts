import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts } from '../keys/accounts.ts';
import { approvedBy } from '../messages/templates.ts';
import { type Stand, standUp } from '../stand.ts';
import { acs3, bodyHash } from './acs3.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await standUp();
});
afterAll(() => stand.close());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');

/** SendSms with its parameters in a form. */
async function send(number: string, { nonce = randomUUID() as string, date = minutesAgo(0), changed = '' } = {}) {
  const fields = {
    PhoneNumbers: number,
    SignName: accounts.aliyun.signature,
    TemplateCode: approvedBy('aliyun', 'order_approved').id,
    TemplateParam: '{"number":"A1B2C3"}',
  };
  const body = new URLSearchParams(fields).toString();
  const headers: Record<string, string> = {
    host: new URL(stand.url).host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': 'SendSms',
    'x-acs-version': '2017-05-25',
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': bodyHash(body),
  };
  const signedHeaders = Object.keys(headers).toSorted();
  const asked = { method: 'POST', path: '/', query: [], headers, signedHeaders, body: Buffer.from(body) };
  const signature = acs3(asked, stand.gateways.keys.secrets.aliyun);
  const id = accounts.aliyun.accessKeyId;
  const authorization = `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`;
  const response = await fetch(stand.url, {
    method: 'POST',
    headers: { ...headers, authorization },
    body: body + changed,
  });
  return ((await response.json()) as { Code: string }).Code;
}

test('parameters in a signed form arrive: number and text stand in no address', async () => {
  expect(await send('19900000111')).toBe('OK');
  expect(stand.gateways.messages.phones.list()[0]).toMatchObject({ to: '19900000111', template: 'order_approved' });
});

test('a changed form, an old time and a nonce that was used are refused, and nothing is sent', async () => {
  const before = stand.gateways.messages.phones.list().length;
  expect(await send('19900000112', { changed: '&x=1' })).toBe('IncompleteSignature');
  expect(await send('19900000112', { date: minutesAgo(16) })).toBe('InvalidTimeStamp.Expired');
  expect(stand.gateways.messages.phones.list()).toHaveLength(before);
  const nonce = randomUUID();
  expect(await send('19900000113', { nonce })).toBe('OK');
  expect(await send('19900000114', { nonce })).toBe('SignatureNonceUsed');
  expect(stand.gateways.messages.phones.list()).toHaveLength(before + 1);
});
