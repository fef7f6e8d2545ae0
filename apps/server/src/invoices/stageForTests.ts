import type { Order } from '@jiesuo/contract';
import { intoValidity, setFee, submit } from '../orders/stageForTests.ts';
import type { Customer, Staff, Trial } from '../trial.ts';
import { writeCsv } from './sheets/write.ts';

export const fee = 12_050;
/** Of a tax office that makes them one after another. */
export const madeNumber = (last: number): string => `2631200000001234${String(last).padStart(4, '0')}`;

export const company = {
  holder: 'organisation',
  name: '示例科技（上海）有限公司',
  taxNumber: '91110000710925243K',
} as const;
export const person = { holder: 'person', name: '李四', email: 'li@example.com' } as const;

export interface Office {
  readonly finance: Staff;
  readonly second: Staff;
}
/** A CA that takes a fee, with two persons of finance. */
export async function openOffice(t: Trial): Promise<Office> {
  intoValidity(t);
  await setFee(t, fee);
  return { finance: await t.staff('finance'), second: await t.staff('finance') };
}

/** An order whose fee came by bank transfer. */
export async function paidOrder(
  t: Trial,
  { finance }: Office,
  who?: Customer,
): Promise<{ who: Customer; order: Order }> {
  const customer = who ?? (await t.customer());
  const order = await submit(t, customer);
  await finance.ok('payments.confirm', {
    number: order.number,
    amountFen: fee,
    payer: order.customerName,
    bankReference: `B-${order.number}`,
  });
  return { who: customer, order };
}

export async function askFor(who: Customer, number: string, title: object = company): Promise<string> {
  const { id } = await who.ok('invoiceTitles.add', title as never);
  const { invoice } = await who.ok('invoices.ask', { number, title: id, sort: 'ordinary' });
  return invoice?.request ?? '';
}

/** The fee goes back by finance's hand, approved by the second person. */
export async function refund(t: Trial, { finance, second }: Office, number: string): Promise<void> {
  const begun = await beginRefund(t, { finance, second }, number);
  await finance.ok('refunds.confirm', { refund: begun, bankReference: `R-${number}` });
}
export async function beginRefund(t: Trial, { finance, second }: Office, number: string): Promise<string> {
  const attempt = await t.ctx.db
    .selectFrom('pay_attempts')
    .innerJoin('orders', 'orders.id', 'pay_attempts.order_id')
    .select('pay_attempts.number')
    .where('orders.number', '=', number)
    .where('pay_attempts.state', '=', 'paid')
    .executeTakeFirstOrThrow();
  const asked = await finance.ok('refunds.ask', { attempt: attempt.number, note: '客户来函' });
  await second.ok('refunds.approve', { refund: asked.refund });
  return asked.refund;
}

export interface Filled {
  readonly request?: string;
  readonly order?: string;
  readonly code?: string;
  readonly number?: string;
  readonly day?: string;
  readonly amountFen?: number;
}
/** A sheet as finance hands it back, made by our own writer. */
export const filledSheet = (t: Trial, rows: readonly Filled[]): Buffer =>
  writeCsv(
    rows.map((row) => ({
      request: row.request ?? '',
      order: row.order ?? '',
      kind: 'ordinary',
      title: { ...company, address: '', phone: '', bank: '', bankAccount: '', email: '' },
      amountFen: row.amountFen ?? fee,
      askedAt: t.now(),
      code: row.code ?? null,
      number: row.number ?? null,
      day: row.day ?? t.now().toISOString().slice(0, 10),
    })),
    { name: '服务费', taxCode: '', ratePercent: 6 },
    'zh',
  );

export const importRows = (t: Trial, { finance }: Office, rows: readonly Filled[]) =>
  finance.ok('invoices.import', { format: 'csv' }, filledSheet(t, rows));

/** Asked for, exported and made. @returns our number of the request. */
export async function issued(
  t: Trial,
  office: Office,
  paid: { who: Customer; order: Order },
  last = 1,
): Promise<string> {
  const request = await askFor(paid.who, paid.order.number);
  await office.finance.ok('invoices.export', {});
  await importRows(t, office, [{ request, number: madeNumber(last) }]);
  return request;
}
