import { createReadStream } from 'node:fs';
import { readShanghai } from '@jiesuo/contract';
import { z } from 'zod';
import { fenOf } from '../amount.ts';
import { assertBillSettled, assertBillTime } from '../billDay.ts';
import { type BillLine, GatewayFault } from '../channel.ts';
import { type Downloaded, isAsSafeAs, withDownload } from '../download.ts';
import { linesOf } from '../lines.ts';
import { callWechat, refusalOf, signedQuestion, type WechatParts } from './call.ts';

const offer = z.object({ hash_type: z.literal('SHA1'), hash_value: z.hex().length(40), download_url: z.url() });

/** One day's bill of all trades and refunds (get-trade-bill). The file carries no signature: its SHA-1 stands in the reply that does. */
export async function* billOfWechat(parts: WechatParts, day: string): AsyncGenerator<BillLine> {
  assertBillTime(day, parts.clock());
  const answer = await callWechat(parts, 'GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  if (answer.is === 'bad') {
    if (answer.code === 'STATEMENT_CREATING') throw new GatewayFault('bill_not_ready');
    if (answer.code === 'NO_STATEMENT_EXIST') return assertBillSettled(day, parts.clock());
    throw refusalOf(answer);
  }
  const { data } = offer.safeParse(answer.said);
  if (!data || !isAsSafeAs(data.download_url, parts.url)) throw new GatewayFault('malformed');
  const { headers } = signedQuestion(parts, 'GET', data.download_url);
  yield* withDownload({ method: 'GET', url: data.download_url, ...(headers && { headers }) }, async function* (file) {
    if (file.sha1 !== data.hash_value.toLowerCase()) throw new GatewayFault('not_proven');
    yield* linesIn(parts, file);
  });
}

async function* linesIn(us: WechatParts, file: Downloaded): AsyncGenerator<BillLine> {
  let names: readonly string[] | undefined;
  for await (const line of linesOf(createReadStream(file.path), 'utf-8')) {
    if (line === '') continue;
    if (names === undefined) {
      names = line.split(',');
      if (!names.includes('商户订单号')) throw new GatewayFault('malformed');
    } else if (line.startsWith('`')) {
      const read = readLine(names, line, us);
      if (read) yield read;
      // The totals have a head of their own, without a backtick: they end the lines.
    } else return;
  }
  throw new GatewayFault('malformed');
}

/** Cells begin with a backtick, so that a spreadsheet leaves numbers alone; a comma inside a cell is not followed by one. */
function readLine(names: readonly string[], line: string, us: WechatParts): BillLine | undefined {
  const cells = line.slice(1).split(',`');
  if (cells.length !== names.length) throw new GatewayFault('malformed');
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  if (cell('商户号') !== us.mchId) throw new GatewayFault('malformed');
  // One merchant may take money for several applications: the others' trades are in none of our books.
  if (cell('公众账号ID') !== us.appId) return undefined;
  const at = readShanghai(cell('交易时间'));
  const [number, reference, state] = [cell('商户订单号'), cell('微信订单号'), cell('交易状态')];
  if (!at || number === '' || reference === '') throw new GatewayFault('malformed');
  if (state === 'SUCCESS')
    return { kind: 'paid', number, reference, amountFen: amount(cell('订单金额') || cell('应结订单金额')), at };
  if (state !== 'REFUND') throw new GatewayFault('malformed');
  if (cell('退款状态') === 'FAIL') return undefined;
  const amountFen = amount(cell('申请退款金额') || cell('退款金额'));
  return { kind: 'refunded', number, reference: cell('微信退款单号'), refund: cell('商户退款单号'), amountFen, at };
}

function amount(yuan: string): number {
  const fen = fenOf(yuan);
  if (fen === undefined || fen < 0) throw new GatewayFault('malformed');
  return fen;
}
