import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { z } from 'zod';
import { accounts } from '../keys/accounts.ts';
import { SimRefusal } from '../refusal.ts';
import { isReady, type Line, linesOf } from '../trades/bill.ts';
import { yuan } from '../trades/book.ts';
import type { Operation } from './operation.ts';
import { refusals } from './refusal.ts';
import { chinaTime } from './sign.ts';

const asked = z.looseObject({ bill_type: z.enum(['trade', 'signcustomer']), bill_date: z.iso.date() });
const urlMs = 30_000;

/** A day's bill: a zip of two GBK tables, behind an address that is good for 30 s. */
export function createBills() {
  const files = new Map<string, { bytes: Buffer; until: number }>();
  const bill: Operation = (parts, { content }) => {
    const { bill_date: day } = asked.parse(content);
    const lines = isReady(day, parts.book.now()) ? linesOf(parts.book, parts.faults, 'alipay', day) : [];
    if (lines.length === 0) throw refusals.noBill();
    const token = randomBytes(16).toString('base64url');
    files.set(token, { bytes: archive(lines, day, parts.book.now()), until: Date.now() + urlMs });
    return { bill_download_url: `${parts.origin()}/alipay/bill?token=${token}` };
  };
  const file = (request: FastifyRequest, reply: FastifyReply) => {
    const known = files.get(z.object({ token: z.string() }).parse(request.query).token);
    if (!known || known.until < Date.now()) throw new SimRefusal(403, 'address_over');
    return reply.type('application/zip').send(known.bytes);
  };
  return { bill, file };
}

function archive(lines: readonly Line[], day: string, now: Date): Buffer {
  const stem = `${accounts.alipay.sellerId}0156_${day.replaceAll('-', '')}_`;
  const tables = [
    [`${stem}业务明细.csv`, details(lines, day, now)],
    [`${stem}业务明细(汇总).csv`, summary(lines, day, now)],
  ] as const;
  // The names are GBK too, which no library writes: they are put in where as many letters stood.
  const named = tables.map(([name, text], index) => {
    const gbk = iconv.encode(name, 'gbk');
    return { gbk, place: String(index).padEnd(gbk.length, 'x'), bytes: iconv.encode(text, 'gbk') };
  });
  const zip = Buffer.from(zipSync(Object.fromEntries(named.map(({ place, bytes }) => [place, bytes]))));
  for (const { gbk, place } of named)
    for (let at = zip.indexOf(place); at >= 0; at = zip.indexOf(place, at + 1)) gbk.copy(zip, at);
  return zip;
}

const signed = ({ kind, amountFen }: Line) => (kind === 'paid' ? amountFen : -amountFen);
const total = (lines: readonly Line[], kind: Line['kind']) =>
  yuan(lines.filter((one) => one.kind === kind).reduce((sum, one) => sum + signed(one), 0));
const count = (lines: readonly Line[], kind: Line['kind']) => lines.filter((one) => one.kind === kind).length;
const chinese = (day: string) => day.replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日');

const heads =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

function details(lines: readonly Line[], day: string, now: Date): string {
  return [
    '#支付宝业务明细查询',
    `#账号：[${accounts.alipay.sellerId}0156]`,
    `#起始日期：[${chinese(day)} 00:00:00]   终止日期：[${chinese(day)} 23:59:59]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    heads,
    ...lines.map(row),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${count(lines, 'paid')}笔，商家实收共${total(lines, 'paid')}元，商家优惠共0.00元`,
    `#退款合计：${count(lines, 'refunded')}笔，商家实收退款共${total(lines, 'refunded')}元，商家优惠退款共0.00元`,
    `#导出时间：[${chinaTime(now)}]`,
    '',
  ].join('\r\n');
}

/** Texts end with a tab, so that a spreadsheet leaves numbers alone. */
function row(line: Line): string {
  const { kind, at, trade, refund } = line;
  const amount = yuan(signed(line));
  const text = (value: string) => `${value.replaceAll(/[,\r\n"]/g, ' ')}\t`;
  return [
    text(trade.reference),
    text(trade.number),
    kind === 'paid' ? '交易' : '退款',
    text(trade.subject),
    chinaTime(new Date(trade.madeAt)),
    chinaTime(new Date(at)),
    text(''),
    text(''),
    text(''),
    text(''),
    '*示(199******01)',
    amount,
    amount,
    ...Array.from({ length: 5 }, () => '0.00'),
    text(''),
    '0.00',
    '0.00',
    text(refund?.refund ?? ''),
    '0.00',
    '0.00',
    text(''),
  ].join(',');
}

function summary(lines: readonly Line[], day: string, now: Date): string {
  return [
    '#支付宝业务汇总查询',
    `#账号：[${accounts.alipay.sellerId}0156]`,
    `#起始日期：[${chinese(day)} 00:00:00]   终止日期：[${chinese(day)} 23:59:59]`,
    '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）',
    `合计,,${count(lines, 'paid')},${count(lines, 'refunded')},${total(lines, 'paid')},${total(lines, 'paid')}`,
    `#导出时间：[${chinaTime(now)}]`,
    '',
  ].join('\r\n');
}
