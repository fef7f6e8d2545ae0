import { type Language, shanghaiTime } from '@jiesuo/contract';
import { sql } from 'kysely';
import writeXlsx from 'write-excel-file/node';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

const heads: Record<Language, readonly string[]> = {
  zh: ['类型', '时间', '支付单号', '渠道交易号', '退款单号', '账单金额（元）', '系统金额（元）', '订单号', '客户名称'],
  en: ['Kind', 'Time', 'Payment', 'Gateway number', 'Refund', 'Bill (CNY)', 'Books (CNY)', 'Order', 'Customer'],
};
const kinds: Record<Language, Record<Line['kind'], string>> = {
  zh: { paid: '收款', refunded: '退款' },
  en: { paid: 'Paid', refunded: 'Refunded' },
};

interface Line {
  readonly kind: 'paid' | 'refunded';
  readonly at: Date;
  readonly number: string;
  readonly reference: string;
  readonly refund: string | null;
  readonly amountFen: number;
  readonly ownFen: number | null;
  readonly order: string | null;
  readonly customer: string | null;
}

/** Every text is a text cell: no spreadsheet takes a name that begins with `=` for a formula. */
export const save = handle('bills.save', async ({ channel, day }, { ctx, language }) => {
  const bill = await ctx.db
    .selectFrom('bills')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .executeTakeFirst();
  if (!bill) throw new Refusal('not_found');
  const text = (value: string | null) => ({ type: String, value: value ?? '' }) as const;
  const money = (fen: number | null) =>
    fen === null ? null : ({ type: Number, value: fen / 100, format: '0.00' } as const);
  const rows = (await linesOf(ctx, bill.id)).map((line) => [
    text(kinds[language][line.kind]),
    text(shanghaiTime(line.at)),
    text(line.number),
    text(line.reference),
    text(line.refund),
    money(line.amountFen),
    money(line.ownFen),
    text(line.order),
    text(line.customer),
  ]);
  const head = heads[language].map((value) => ({ ...text(value), fontWeight: 'bold' as const }));
  const columns = head.map(() => ({ width: 22 }));
  const body = await writeXlsx([head, ...rows], { columns, stickyRowsCount: 1 }).toBuffer();
  return {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
    saveAs: `${channel}-${day}.xlsx`,
  };
});

const linesOf = async (ctx: Context, bill: string): Promise<readonly Line[]> =>
  (
    await sql<Line>`select l.kind, l.at, l.number, l.reference, l.refund, l.amount_fen as "amountFen",
        case l.kind when 'paid' then a.amount_fen else r.amount_fen end as "ownFen",
        o.number as "order", o.customer_name as customer
      from bill_lines l
        left join pay_attempts a on a.number = l.number and a.ca_id = ${ctx.caId}
        left join refunds r on r.number = l.refund and r.ca_id = ${ctx.caId}
        left join orders o on o.id = a.order_id
      where l.bill_id = ${bill} order by l.line`.execute(ctx.db)
  ).rows;
