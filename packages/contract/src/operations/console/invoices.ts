import { z } from 'zod';
import * as f from '../../fields.ts';
import { invoiceForms, invoiceHolders, invoiceKinds, invoiceStates } from '../../invoices.ts';
import { operation } from '../../operation.ts';
import { titleFacts } from '../invoiceTitles.ts';

/** Our number of a request: `FP`, the day, twelve characters. */
const request = z.string('wrong_type').regex(/^FP\d{8}[0-9A-Z]{12}$/, 'wrong_type');
const batch = z.string('wrong_type').regex(/^KP\d{8}[0-9A-Z]{12}$/, 'wrong_type');
/** The digits of a fully digital invoice (数电发票), or of an older one. */
export const invoiceNumber = z.string('wrong_type').regex(/^(\d{20}|\d{8})$/, 'invoice_number_malformed');

export const invoiceLine = z.strictObject({
  request: z.string(),
  number: z.string(),
  state: z.enum(invoiceStates),
  kind: z.enum(invoiceKinds),
  holder: z.enum(invoiceHolders),
  /** An organisation's name; of a person's only the first character. */
  name: z.string(),
  amountFen: z.number().int(),
  askedAt: f.at,
  batch: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  invoiceCode: z.string().nullable(),
  issuedOn: f.day.nullable(),
  files: z.array(z.enum(invoiceForms)),
});
export const invoiceDetail = z.strictObject({
  ...invoiceLine.shape,
  title: titleFacts,
  /** Why it was sent back, or why it has to be offset. */
  reason: z.string().nullable(),
  exportedAt: f.at.nullable(),
  redNumber: z.string().nullable(),
  redOn: f.day.nullable(),
});
export const list = operation({
  name: 'invoices.list',
  kind: 'read',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: '发票 by state, newest first',
  input: z.strictObject({
    state: z.enum(invoiceStates).optional(),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: z.strictObject({
    ...f.page(invoiceLine).shape,
    /** How many wait: for the export, and for their red letter. */
    requested: z.number().int(),
    redDue: z.number().int(),
  }),
  refusals: [],
});
/** With everything that stands on the invoice: every look is recorded. */
export const inspect = operation({
  name: 'invoices.inspect',
  kind: 'read',
  roles: ['finance'],
  summary: 'one request with its title',
  input: z.strictObject({ request }),
  output: invoiceDetail,
  refusals: ['not_found'],
});
export const reject = operation({
  name: 'invoices.reject',
  kind: 'act',
  roles: ['finance'],
  summary: 'sends a request back with the reason; the customer corrects it',
  input: z.strictObject({ request, reason: f.note(200) }),
  output: invoiceLine,
  refusals: ['not_found', 'invoice_state'],
});
/** Nobody's fee that is about to go back is taken along. The sheet itself is `invoices.sheet`, as often as it is wanted. */
export const exportRequests = operation({
  name: 'invoices.export',
  kind: 'act',
  roles: ['finance'],
  summary: 'takes requests for issuing: those named, or all that wait',
  input: z.strictObject({ requests: z.array(request).min(1, 'required').max(500, 'too_long').optional() }),
  output: z.strictObject({ batch: z.string(), count: z.number().int(), left: z.number().int() }),
  refusals: ['invoices_none'],
});
export const sheet = operation({
  name: 'invoices.sheet',
  kind: 'file',
  roles: ['finance'],
  summary: 'the sheet of one export, as XLSX or CSV, to be filled in and imported',
  input: z.strictObject({ batch, format: z.enum(['xlsx', 'csv']) }),
  output: f.nothing,
  refusals: ['not_found'],
});

/** Why a row of a sheet was not taken. */
export const rowFaults = [
  'request_unknown',
  'order_differs',
  'not_exported',
  'twice',
  'number_malformed',
  'code_malformed',
  'day_malformed',
  'day_impossible',
  'amount_malformed',
  'amount_differs',
  'number_used',
  'number_differs',
] as const;
export type RowFault = (typeof rowFaults)[number];
export const rowFaultWords: Record<RowFault, { zh: string; en: string }> = {
  request_unknown: { zh: '没有这个申请编号或订单号的发票申请。', en: 'No request has this number.' },
  order_differs: { zh: '申请编号与订单号不是同一个申请。', en: 'The request belongs to another order.' },
  not_exported: { zh: '这个申请没有导出开票，或已退回、撤回、红冲。', en: 'The request is not being issued.' },
  twice: { zh: '同一个申请或发票号码在表格中出现了两次。', en: 'The request or the number stands twice in the sheet.' },
  number_malformed: {
    zh: '发票号码应为 20 位数字，旧版发票为 8 位。',
    en: 'An invoice number has 20 digits, an older one 8.',
  },
  code_malformed: {
    zh: '8 位发票号码须同时填写 10 或 12 位发票代码；20 位的不填。',
    en: 'A number of 8 digits needs a code of 10 or 12; one of 20 has none.',
  },
  day_malformed: { zh: '开票日期应写作 2026-11-22。', en: 'A day is written like 2026-11-22.' },
  day_impossible: { zh: '开票日期早于订单，或晚于今天。', en: 'The day is before the order or after today.' },
  amount_malformed: { zh: '金额不正确，应为元，最多两位小数。', en: 'The amount is not valid.' },
  amount_differs: { zh: '金额与订单费用不一致。', en: "The amount differs from the order's fee." },
  number_used: { zh: '这个发票号码已用于另一张发票。', en: 'The number belongs to another invoice.' },
  number_differs: { zh: '这个申请已登记过另一个发票号码。', en: 'The request has another number already.' },
};
export const sheetReport = z.strictObject({
  issued: z.number().int(),
  /** Known already, or not filled in. */
  known: z.number().int(),
  blank: z.number().int(),
  /** Made while the money went back: to be offset now. */
  redDue: z.number().int(),
  refused: z.array(
    z.strictObject({
      /** As the spreadsheet counts, the column names being row 1. */
      row: z.number().int(),
      fault: z.enum(rowFaults),
    }),
  ),
});
/** Rows are judged one by one and taken together; the same sheet again changes nothing. */
export const importSheet = operation({
  name: 'invoices.import',
  kind: 'upload',
  roles: ['finance'],
  summary: 'numbers, days and amounts of the invoices that were made',
  input: z.strictObject({ format: z.enum(['csv', 'xlsx']) }),
  output: sheetReport,
  maxBytes: 5 * 1024 * 1024,
  refusals: ['sheet_broken', 'sheet_columns'],
});

export const fileFaults = ['no_number', 'unknown', 'ambiguous', 'state', 'broken', 'too_large', 'twice'] as const;
export type FileFault = (typeof fileFaults)[number];
export const fileFaultWords: Record<FileFault, { zh: string; en: string }> = {
  no_number: { zh: '文件名中没有发票号码。', en: 'Its name has no invoice number.' },
  unknown: {
    zh: '没有登记过这个发票号码，请先导入开票结果。',
    en: 'The number is not known. Please import the numbers first.',
  },
  ambiguous: { zh: '文件名中有几个发票号码。', en: 'Its name has more than one invoice number.' },
  state: { zh: '这张发票已红冲。', en: 'The invoice is offset.' },
  broken: { zh: '不是 PDF、OFD 或 XML，或文件已损坏。', en: 'It is no PDF, OFD or XML, or it is broken.' },
  too_large: { zh: '文件超过 5 MB。', en: 'It is larger than 5 MB.' },
  twice: { zh: '同一张发票的同一种文件出现了两次。', en: 'The same kind of file came twice for one invoice.' },
};
/** A PDF, OFD or XML whose name holds the invoice's number, or a ZIP of many. */
export const upload = operation({
  name: 'invoices.upload',
  kind: 'upload',
  roles: ['finance'],
  summary: 'the files of invoices, for their customers',
  input: z.strictObject({ name: f.note(200) }),
  output: z.strictObject({
    added: z.number().int(),
    replaced: z.number().int(),
    known: z.number().int(),
    refused: z.array(z.strictObject({ name: z.string(), fault: z.enum(fileFaults) })),
  }),
  maxBytes: 50 * 1024 * 1024,
  refusals: ['invoice_file_broken', 'invoice_archive_large'],
});
export const requireRed = operation({
  name: 'invoices.requireRed',
  kind: 'act',
  roles: ['finance'],
  summary: 'an invoice that is wrong has to be offset; then another may be asked for',
  input: z.strictObject({ request, reason: f.note(200) }),
  output: invoiceLine,
  refusals: ['not_found', 'invoice_state'],
});
export const redLetter = operation({
  name: 'invoices.redLetter',
  kind: 'act',
  roles: ['finance'],
  summary: '红冲: the number of the red-letter invoice that offsets it',
  input: z.strictObject({ request, redNumber: invoiceNumber, day: f.day }),
  output: invoiceLine,
  refusals: ['not_found', 'invoice_state', 'invoice_number_used'],
});
export const file = operation({
  name: 'invoices.file',
  kind: 'file',
  roles: ['finance'],
  summary: 'one file of an invoice; every look is recorded',
  input: z.strictObject({ request, form: z.enum(invoiceForms) }),
  output: f.nothing,
  refusals: ['not_found'],
});
