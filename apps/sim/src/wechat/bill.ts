import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callAfter } from '../faults/order.ts';
import { strikeAfter, strikeBefore } from '../faults/strike.ts';
import { accounts } from '../keys/accounts.ts';
import { isReady, type Line, linesOf } from '../trades/bill.ts';
import { yuan } from '../trades/book.ts';
import type { Parts } from '../trades/parts.ts';
import { asRefusal, type Call, proverFor } from './door.ts';
import { WechatRefusal } from './refusal.ts';
import { chinaTime } from './shape.ts';

const asked = z.object({
  bill_date: z.iso.date(),
  bill_type: z.enum(['ALL', 'SUCCESS', 'REFUND']).default('ALL'),
  tar_type: z.literal('GZIP').optional(),
});
const file = z.object({ token: z.string() });
const urlMs = 300_000;

/** The bills of days, and the files that their addresses stand for. */
export function createBills(parts: Parts) {
  const files = new Map<string, { bytes: Buffer; until: number }>();
  const prove = proverFor(parts);

  /** GET /v3/bill/tradebill: where the day's bill is, for five minutes, and the SHA-1 of what it says. */
  const tradeBill: Call = ({ query }) => {
    const { bill_date: day, bill_type: type, tar_type } = asked.parse(query);
    if (!isReady(day, parts.book.now())) throw new WechatRefusal(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试');
    const lines = linesOf(parts.book, parts.faults, 'wechat', day).filter(
      ({ kind }) => type === 'ALL' || (type === 'SUCCESS') === (kind === 'paid'),
    );
    if (lines.length === 0) throw new WechatRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
    const text = Buffer.from(csv(lines));
    const token = randomBytes(16).toString('base64url');
    files.set(token, { bytes: tar_type ? gzipSync(text) : text, until: Date.now() + urlMs });
    return {
      hash_type: 'SHA1',
      hash_value: createHash('sha1').update(text).digest('hex'),
      download_url: `${parts.origin()}/v3/billdownload/file?token=${token}`,
    };
  };

  /** GET /v3/billdownload/file: the request is signed as all are; the file is not, its hash was. */
  async function billFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const place = { gateway: 'wechat', operation: 'bill_file' } as const;
    if ((await strikeBefore(parts.faults, place, request, reply)) === 'gone') return reply;
    try {
      prove(request, '');
      const known = files.get(file.parse(request.query).token);
      if (!known || known.until < Date.now()) throw new WechatRefusal(400, 'PARAM_ERROR', '下载地址无效或已过期');
      if (await strikeAfter(parts.faults.take(callAfter, place), request, reply, known.bytes.toString())) return reply;
      return reply.type('text/plain').send(known.bytes);
    } catch (error) {
      const { status, code, message } = asRefusal(error);
      return reply.code(status).send({ code, message });
    }
  }
  return { tradeBill, billFile };
}

const heads =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const sums = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const cells = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',');

/** With a byte order mark, each cell behind a backtick, a line of sums at the end. */
function csv(lines: readonly Line[]): string {
  const total = (kind: Line['kind']) =>
    yuan(lines.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amountFen, 0));
  const [paid, refunded] = [total('paid'), total('refunded')];
  const foot = cells([String(lines.length), paid, refunded, '0.00', '0.00000', paid, refunded]);
  return `\uFEFF${[heads, ...lines.map(row), sums, foot].join('\r\n')}\r\n`;
}

function row({ kind, at, trade, refund, amountFen }: Line): string {
  const isPaid = kind === 'paid';
  const [paid, refunded] = isPaid ? [yuan(amountFen), '0.00'] : ['0.00', yuan(amountFen)];
  return cells([
    chinaTime(at).slice(0, 19).replace('T', ' '),
    accounts.wechat.appId,
    accounts.wechat.mchId,
    '0',
    '',
    trade.reference,
    trade.number,
    trade.payer ?? '',
    'NATIVE',
    isPaid ? 'SUCCESS' : 'REFUND',
    'OTHERS',
    'CNY',
    paid,
    '0.00',
    refund?.reference ?? '0',
    refund?.refund ?? '0',
    refunded,
    '0.00',
    isPaid ? '' : 'ORIGINAL',
    isPaid ? '' : 'SUCCESS',
    trade.subject.replaceAll(/[,\r\n`]/g, ' '),
    '',
    '0.00000',
    '0.60%',
    paid,
    refunded,
    '',
  ]);
}
