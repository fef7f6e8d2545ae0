import { z } from 'zod';
import * as f from '../fields.ts';
import { invoiceForms, invoiceKinds, invoiceStates } from '../invoices.ts';
import { operation } from '../operation.ts';
import { titleFacts } from './invoiceTitles.ts';

const byOrder = z.strictObject({ number: f.orderNumber });

/** Of an order, as its customer sees it. */
export const invoice = z.strictObject({
  request: z.string(),
  state: z.enum(invoiceStates),
  kind: z.enum(invoiceKinds),
  title: titleFacts,
  amountFen: z.number().int(),
  /** Why it was sent back; null in every other state. */
  reason: z.string().nullable(),
  askedAt: f.at,
  invoiceNumber: z.string().nullable(),
  /** Of the invoices before the fully digital ones. */
  invoiceCode: z.string().nullable(),
  issuedOn: f.day.nullable(),
  redNumber: z.string().nullable(),
  files: z.array(z.enum(invoiceForms)),
});
const shown = z.strictObject({
  /** Whether one may be asked for now: the order's fee is paid and kept, a kind is offered, and there is no other request. */
  isOffered: z.boolean(),
  kinds: z.array(z.enum(invoiceKinds)),
  /** What the certificate says of its holder, to begin a title with. */
  suggestion: z.strictObject({ name: z.string(), taxNumber: z.string() }),
  /** The newest; null when none was asked for. */
  invoice: invoice.nullable(),
});
export type Invoice = z.output<typeof invoice>;
export type ShownInvoice = z.output<typeof shown>;

export const show = operation({
  name: 'invoices.show',
  kind: 'read',
  roles: ['customer'],
  summary: 'the invoice of an order, or how one can be asked for',
  input: byOrder,
  output: shown,
  refusals: ['not_found'],
});
/** The title's facts are copied: a later edit of the title changes no request. One that was sent back is asked for again with it. */
export const ask = operation({
  name: 'invoices.ask',
  kind: 'act',
  roles: ['customer'],
  summary: '申请发票',
  input: z.strictObject({ number: f.orderNumber, title: f.id, sort: z.enum(invoiceKinds) }),
  output: shown,
  refusals: ['not_found', 'invoice_not_due', 'invoice_asked_already', 'invoice_kind_off', 'invoice_title_unfit'],
});
export const withdraw = operation({
  name: 'invoices.withdraw',
  kind: 'act',
  roles: ['customer'],
  summary: '撤回申请, until it is being issued',
  input: byOrder,
  output: shown,
  refusals: ['not_found', 'invoice_state'],
});
export const download = operation({
  name: 'invoices.download',
  kind: 'file',
  roles: ['customer'],
  summary: '下载发票',
  input: z.strictObject({ number: f.orderNumber, form: z.enum(invoiceForms) }),
  output: f.nothing,
  refusals: ['not_found'],
});
