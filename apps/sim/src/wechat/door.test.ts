import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts } from '../keys/accounts.ts';
import { type Stand, standUp } from '../stand.ts';
import { lines, sign } from './signature.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await standUp();
});
afterAll(() => stand.close());

const path = `/v3/pay/transactions/out-trade-no/NUMBER_1?mchid=${accounts.wechat.mchId}`;

async function query({ signed = path, asked = path, ageSeconds = 0, mchid = '', serial = '', header = '' } = {}) {
  const at = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const signature = sign(lines('GET', signed, at, 'nonce', ''), stand.gateways.keys.rsa.wechatMerchant);
  const words = {
    mchid: mchid || accounts.wechat.mchId,
    nonce_str: 'nonce',
    timestamp: at,
    serial_no: serial || accounts.wechat.serial,
    signature,
  };
  const said = Object.entries(words).map(([name, value]) => `${name}="${value}"`);
  const authorization = header || `WECHATPAY2-SHA256-RSA2048 ${said.join(',')}`;
  const response = await fetch(stand.url + asked, { headers: { authorization } });
  return { status: response.status, ...((await response.json()) as { code: string }) };
}

test('a signed question is answered', async () => {
  expect(await query()).toMatchObject({ status: 404, code: 'ORDER_NOT_EXIST' });
});

test.each([
  ['another path', { asked: path.replace('NUMBER_1', 'NUMBER_2') }],
  ['another query', { signed: path.split('?')[0] ?? '' }],
  ['an old time', { ageSeconds: 301 }],
  ['a time to come', { ageSeconds: -301 }],
  ['another merchant', { mchid: '1900000999' }],
  ['another certificate', { serial: '00' }],
  ['another scheme', { header: 'WECHATPAY2-SM2-WITH-SM3 mchid="1"' }],
])('%s than was signed is refused', async (_what, asked) => {
  expect(await query(asked)).toMatchObject({ status: 401, code: 'SIGN_ERROR' });
});
