import type { RowFault } from '@jiesuo/contract/console';
import { actorOf, type LeafOrigin, writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { type Asked, judgeMade, type MadeInvoice, recordMade } from './issuer.ts';
import type { InvoiceRow } from './row.ts';
import { madeIn } from './sheets/judge.ts';
import { type ResultRow, readResults } from './sheets/read.ts';

interface Report {
  issued: number;
  known: number;
  blank: number;
  redDue: number;
  readonly refused: { row: number; fault: RowFault }[];
}

/** Every row stands for itself and all that pass are taken in one transaction: the same sheet again finds them known. */
export const importSheet = handle('invoices.import', async ({ format }, act) => {
  const { ctx, who, now, body, requestId, write } = act;
  const rows = await readResults(format, body);
  const origin = { ctx, at: now, actor: actorOf(who), operation: 'invoices.import', requestId };
  return write(async (trx, leaf) => {
    const report = await takeRows(trx, ctx, origin, rows);
    const { refused, ...counts } = report;
    leaf({ detail: { ...counts, refused: refused.length } });
    return report;
  });
});

async function takeRows(trx: Trx, ctx: Context, origin: LeafOrigin, rows: readonly ResultRow[]): Promise<Report> {
  const report: Report = { issued: 0, known: 0, blank: 0, redDue: 0, refused: [] };
  const asked = await lockAsked(trx, ctx, rows);
  const used = await numbersUsed(trx, ctx, rows);
  const seen = new Set<string>();
  for (const line of rows) {
    const made = madeIn(line);
    if (made === 'blank') {
      report.blank++;
      continue;
    }
    const judged = typeof made === 'string' ? made : await takeRow(trx, ctx, origin, { line, made, asked, used, seen });
    if (judged === 'known') report.known++;
    else if (judged === 'issue') report.issued++;
    else if (judged === 'issueLate') report.redDue++;
    else report.refused.push({ row: line.row, fault: judged });
  }
  return report;
}

interface Taking {
  readonly line: ResultRow;
  readonly made: MadeInvoice;
  readonly asked: AskedOf;
  readonly used: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
}

async function takeRow(trx: Trx, ctx: Context, origin: LeafOrigin, { line, made, asked, used, seen }: Taking) {
  const found = asked(line);
  if (!found) return 'request_unknown';
  if (line.order !== '' && found.order.number !== line.order) return 'order_differs';
  const [request, number] = [found.invoice.number, `${made.code ?? ''} ${made.number}`];
  if (seen.has(request) || seen.has(number)) return 'twice';
  seen.add(request).add(number);
  const one: Asked = { ...found, isNumberUsed: (used.get(number) ?? request) !== request };
  const judged = judgeMade(one, made, ctx.clock());
  if (judged !== 'issue' && judged !== 'issueLate') return judged;
  await recordMade(trx, ctx, one, made, judged);
  const { day } = made;
  await writeLeaf(trx, origin, { subject: request, detail: { order: found.order.number, invoice: made.number, day } });
  return judged;
}

type Found = Omit<Asked, 'isNumberUsed'>;
type AskedOf = (line: ResultRow) => Found | undefined;

/** The requests that the rows name, by their own number or as the newest of their order; locked in one order, so that two imports never wait for each other. */
async function lockAsked(trx: Trx, ctx: Context, rows: readonly ResultRow[]): Promise<AskedOf> {
  const requests = [...new Set(rows.map((row) => row.request).filter((text) => text !== ''))];
  const orders = [...new Set(rows.filter((row) => row.request === '').map((row) => row.order))];
  const locked = await trx
    .selectFrom('invoices')
    .innerJoin('orders', 'orders.id', 'invoices.order_id')
    .selectAll('invoices')
    .select(['orders.number as order_number', 'orders.created_at as ordered_at', 'orders.account_id'])
    .where('invoices.ca_id', '=', ctx.caId)
    .where((either) =>
      either.or([
        either('invoices.number', '=', either.fn.any(either.val(requests))),
        either('orders.number', '=', either.fn.any(either.val(orders))),
      ]),
    )
    .orderBy('invoices.number')
    .forUpdate('invoices')
    .execute();
  const byRequest = new Map<string, Found>();
  const byOrder = new Map<string, Found>();
  for (const { order_number, ordered_at, account_id, ...invoice } of locked) {
    const order = { id: invoice.order_id, number: order_number, created_at: ordered_at, account_id };
    byRequest.set(invoice.number, { invoice, order });
    if (isNewer(invoice, byOrder.get(order_number)?.invoice)) byOrder.set(order_number, { invoice, order });
  }
  return ({ request, order }) => (request === '' ? byOrder.get(order) : byRequest.get(request));
}

const isNewer = (one: InvoiceRow, other: InvoiceRow | undefined): boolean => !other || one.asked_at >= other.asked_at;

/** Which request has each of the rows' invoice numbers already. */
async function numbersUsed(trx: Trx, ctx: Context, rows: readonly ResultRow[]): Promise<ReadonlyMap<string, string>> {
  const numbers = [...new Set(rows.map((row) => row.number))];
  const found = await trx
    .selectFrom('invoices')
    .select(['number', 'invoice_code', 'invoice_number'])
    .where('ca_id', '=', ctx.caId)
    .where((where) => where('invoice_number', '=', where.fn.any(where.val(numbers))))
    .execute();
  return new Map(found.map((row) => [`${row.invoice_code ?? ''} ${row.invoice_number}`, row.number]));
}
