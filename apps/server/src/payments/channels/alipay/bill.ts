import { readShanghai } from '@jiesuo/contract';
import { z } from 'zod';
import { fenOf } from '../amount.ts';
import { assertBillSettled, assertBillTime } from '../billDay.ts';
import { type BillLine, GatewayFault, GatewayRefusal } from '../channel.ts';
import { isAsSafeAs, withDownload } from '../download.ts';
import { linesOf } from '../lines.ts';
import { type AlipayParts, callAlipay } from './call.ts';

const method = 'alipay.data.dataservice.bill.downloadurl.query';
const offer = z.object({ bill_download_url: z.url() });

/** One day's bill of trades: a zip of GBK tables behind an address that is good for 30 s, so it is fetched at once. */
export async function* billOfAlipay(parts: AlipayParts, day: string): AsyncGenerator<BillLine> {
  assertBillTime(day, parts.clock());
  const answer = await callAlipay(parts, method, { bill_type: 'trade', bill_date: day });
  if (answer.is === 'bad') {
    if (/bill[_-]not[_-]exist/i.test(answer.code)) return assertBillSettled(day, parts.clock());
    throw new GatewayRefusal(answer.code);
  }
  const { data } = offer.safeParse(answer.said);
  if (!data || !isAsSafeAs(data.bill_download_url, parts.url)) throw new GatewayFault('malformed');
  // Not before a bill is wanted: it brings the library.
  const { detailsIn } = await import('./zip.ts');
  yield* withDownload({ method: 'GET', url: data.bill_download_url }, ({ path }) => linesIn(detailsIn(path)));
}

/** Reads the table of details: lines of `#` around it, a head, comma-separated cells with tabs behind their values. */
export async function* linesIn(parts: AsyncIterable<Uint8Array>): AsyncGenerator<BillLine> {
  let columns: ReturnType<typeof columnsOf> | undefined;
  for await (const line of linesOf(parts, 'gb18030')) {
    if (line.trim() === '') continue;
    if (!columns) {
      if (!line.startsWith('#')) columns = columnsOf(cellsOf(line));
      continue;
    }
    // The totals behind the table: it is whole.
    if (line.startsWith('#')) return;
    yield readLine(cellsOf(line), columns);
  }
  throw new GatewayFault('malformed');
}

/** Cells of one line; a cell in quotes may hold commas (RFC 4180 §2.6). */
const cellsOf = (line: string): string[] =>
  [...`${line},`.matchAll(/"((?:[^"]|"")*)"\s*,|([^,]*),/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );

function columnsOf(names: readonly string[]) {
  const find = (start: string) => names.findIndex((name) => name.startsWith(start));
  const columns = {
    count: names.length,
    reference: find('支付宝交易号'),
    number: find('商户订单号'),
    kind: find('业务类型'),
    at: find('完成时间'),
    amount: find('订单金额'),
    refund: find('退款批次号'),
  };
  if (Object.values(columns).includes(-1)) throw new GatewayFault('malformed');
  return columns;
}

function readLine(cells: readonly string[], columns: ReturnType<typeof columnsOf>): BillLine {
  const cell = (at: number) => cells[at] ?? '';
  const at = readShanghai(cell(columns.at));
  const fen = fenOf(cell(columns.amount));
  const [number, reference] = [cell(columns.number), cell(columns.reference)];
  if (cells.length !== columns.count || !at || fen === undefined || number === '' || reference === '')
    throw new GatewayFault('malformed');
  const kind = cell(columns.kind);
  const amountFen = Math.abs(fen);
  if (kind === '交易') return { kind: 'paid', number, reference, amountFen, at };
  if (kind !== '退款') throw new GatewayFault('malformed');
  return { kind: 'refunded', number, reference, refund: cell(columns.refund), amountFen, at };
}
