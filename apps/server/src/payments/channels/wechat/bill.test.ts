import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { BillLine } from '../channel.ts';
import { allOf, openGateway, proofOf, type Told, wechatParts } from '../partsForTests.ts';
import { createWechat } from '../wechat.ts';

const names =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const line = (said: Readonly<Record<string, string>>) =>
  names
    .split(',')
    .map(
      (name) =>
        `\`${said[name] ?? { 商户号: '1900009999', 公众账号ID: 'wxabcdef0123456789', 货币种类: 'CNY' }[name] ?? ''}`,
    )
    .join(',');
const paid = line({
  交易时间: '2026-11-21 09:00:00',
  微信订单号: '4200000000202611210000000001',
  商户订单号: 'JS20261121AAAAAA',
  交易状态: 'SUCCESS',
  应结订单金额: '190.00',
  商品名称: 'CA密码重置,加急',
  订单金额: '200.29',
});
const refunded = line({
  交易时间: '2026-11-21 10:00:00',
  微信订单号: '4200000000202611210000000001',
  商户订单号: 'JS20261121AAAAAA',
  交易状态: 'REFUND',
  微信退款单号: '50000000382026112100000001',
  商户退款单号: 'JSR0001',
  退款金额: '0.29',
  退款状态: 'SUCCESS',
  订单金额: '200.29',
  申请退款金额: '0.29',
});
const tail =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`2,`190.00,`0.29,`0.00,`0.00,`200.29,`0.29\r\n';
const fileOf = (...lines: string[]) => `\uFEFF${[names, ...lines, tail].join('\r\n')}`;

async function read(file: string | Buffer, sha1?: string, offer?: (url: string) => Told): Promise<BillLine[]> {
  const hash_value = sha1 ?? createHash('sha1').update(file).digest('hex');
  const gateway = await openGateway(({ url, headers }) => {
    if (url.startsWith('/file')) return { status: headers.authorization ? 200 : 401, body: file };
    if (offer) return offer(url);
    const body = JSON.stringify({ hash_type: 'SHA1', hash_value, download_url: `${gateway.url}/file?token=abc` });
    return { status: 200, headers: proofOf(body), body };
  });
  onTestFinished(gateway.close);
  return allOf(createWechat(wechatParts(gateway.url)).bill('2026-11-21'));
}

test('a bill’s lines are money in and money out, in fen, past byte order mark and backticks', async () => {
  expect(await read(fileOf(paid, refunded))).toEqual([
    {
      kind: 'paid',
      number: 'JS20261121AAAAAA',
      reference: '4200000000202611210000000001',
      amountFen: 20_029,
      at: new Date('2026-11-21T01:00:00Z'),
    },
    {
      kind: 'refunded',
      number: 'JS20261121AAAAAA',
      reference: '50000000382026112100000001',
      refund: 'JSR0001',
      amountFen: 29,
      at: new Date('2026-11-21T02:00:00Z'),
    },
  ]);
});

test('a file that is not what was signed for gives no line', async () => {
  await expect(read(fileOf(paid), '0'.repeat(40))).rejects.toThrow('not_proven');
});

test('trades of the merchant’s other applications are left out, failed refunds too', async () => {
  const other = paid.replace('wxabcdef0123456789', 'wx1111111111111111');
  const failed = refunded.replace('`SUCCESS', '`FAIL');
  expect(await read(fileOf(other, paid, failed))).toHaveLength(1);
});

test.each([
  ['without its totals', fileOf(paid).replace(/总交易[\s\S]*/, '')],
  ['with a cell too few', fileOf(paid.slice(0, paid.lastIndexOf(',')))],
  ['of another merchant', fileOf(paid.replace('1900009999', '1900001111'))],
  ['with a broken amount', fileOf(paid.replace('200.29', '200.2.9'))],
  ['with another head', '<html></html>'],
  ['in another encoding', Buffer.from([0xff, 0xfe, 0x41])],
])('a bill %s is malformed', async (_, file) => {
  await expect(read(file)).rejects.toThrow('malformed');
});

test('today’s bill is not ready, and one that is being made neither', async () => {
  const channel = createWechat(wechatParts('http://127.0.0.1:9'));
  await expect(allOf(channel.bill('2026-11-22'))).rejects.toThrow('bill_not_ready');
  const body = '{"code":"STATEMENT_CREATING"}';
  await expect(read('', '', () => ({ status: 400, headers: proofOf(body), body }))).rejects.toThrow('bill_not_ready');
});

test('a day without trades has no bill, which is known in the evening', async () => {
  const body = '{"code":"NO_STATEMENT_EXIST"}';
  expect(await read('', '', () => ({ status: 400, headers: proofOf(body), body }))).toEqual([]);
});
