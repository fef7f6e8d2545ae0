import { expect, onTestFinished, test } from 'vitest';
import { createAlipay } from '../alipay.ts';
import type { BillLine } from '../channel.ts';
import { alipayParts, alipayReply, allOf, openGateway } from '../partsForTests.ts';
import { gbk, zipOf } from './zipForTests.ts';

const method = 'alipay.data.dataservice.bill.downloadurl.query';
const head =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
const line = (number: string, kind: string, amount: string, request = '') => {
  const named: Readonly<Record<string, string>> = {
    支付宝交易号: '2026112122001400000000000001\t',
    商户订单号: `${number}\t`,
    业务类型: `${kind}\t`,
    商品名称: '"CA密码重置,加急"',
    创建时间: '2026-11-21 08:59:00',
    完成时间: '2026-11-21 09:00:00',
    对方账户: '张*(138****0000)\t',
    '订单金额（元）': amount,
    '商家实收（元）': amount,
    '退款批次号/请求号': `${request}\t`,
  };
  return head
    .split(',')
    .map((name) => named[name] ?? (name.endsWith('（元）') ? '0.00' : ''))
    .join(',');
};
const table = (...lines: string[]) =>
  [
    '#支付宝业务明细查询',
    '#账号：[20880099999999990156]',
    '#---业务明细列表---',
    head,
    ...lines,
    '#---业务明细列表结束---',
    '#交易合计：1笔',
    '',
  ].join('\r\n');
const details = '20880099999999990156_20261121_业务明细.csv';
const totals = '20880099999999990156_20261121_业务明细(汇总).csv';

async function read(file: Buffer): Promise<BillLine[]> {
  const gateway = await openGateway(({ url }) =>
    url.startsWith('/file')
      ? { status: 200, body: file }
      : alipayReply(method, { code: '10000', bill_download_url: `${gateway.url}/file?token=abc` }),
  );
  onTestFinished(gateway.close);
  return allOf(createAlipay(alipayParts(gateway.url)).bill('2026-11-21'));
}

test('a bill’s lines are money in and money out, out of GBK tables in a zip with GBK names', async () => {
  const file = zipOf([
    { name: gbk(totals), bytes: gbk('#汇总') },
    {
      name: gbk(details),
      bytes: gbk(
        table(line('JS20261121AAAAAA', '交易', '200.29'), line('JS20261121AAAAAA', '退款', '-0.29', 'JSR0001')),
      ),
    },
  ]);
  const common = {
    number: 'JS20261121AAAAAA',
    reference: '2026112122001400000000000001',
    at: new Date('2026-11-21T01:00:00Z'),
  };
  expect(await read(file)).toEqual([
    { ...common, kind: 'paid', amountFen: 20_029 },
    { ...common, kind: 'refunded', refund: 'JSR0001', amountFen: 29 },
  ]);
});

test('a name in UTF-8 is read too, where the archive says so', async () => {
  const file = zipOf([{ name: Buffer.from(details), isUtf8: true, bytes: gbk(table(line('JS1', '交易', '1.00'))) }]);
  expect(await read(file)).toHaveLength(1);
});

test.each([
  ['that is no archive', async () => Buffer.from('<html>')],
  ['without a table of details', async () => zipOf([{ name: gbk(totals), bytes: gbk('#') }])],
  [
    'that is cut off',
    async () =>
      zipOf([
        { name: gbk(details), bytes: gbk(table(line('JS1', '交易', '1.00')).split('#---业务明细列表结束')[0] ?? '') },
      ]),
  ],
  [
    'with a kind of line nobody knows',
    async () => zipOf([{ name: gbk(details), bytes: gbk(table(line('JS1', '提现', '1.00'))) }]),
  ],
  [
    'with a broken amount',
    async () => zipOf([{ name: gbk(details), bytes: gbk(table(line('JS1', '交易', '1.0.0'))) }]),
  ],
  [
    'whose table is larger than it says',
    async () => zipOf([{ name: gbk(details), bytes: gbk(table(line('JS1', '交易', '1.00'))), claimedSize: 10 }]),
  ],
  [
    'with very many files',
    async () => zipOf(Array.from({ length: 30 }, (_, i) => ({ name: Buffer.from(`${i}.txt`), bytes: gbk('a') }))),
  ],
])('a bill %s is malformed', async (_, file) => {
  await expect(read(await file())).rejects.toThrow('malformed');
});

test('today’s bill is not ready', async () => {
  const channel = createAlipay(alipayParts('http://127.0.0.1:9'));
  await expect(allOf(channel.bill('2026-11-22'))).rejects.toThrow('bill_not_ready');
});
