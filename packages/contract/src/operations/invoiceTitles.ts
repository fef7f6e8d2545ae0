import { z } from 'zod';
import * as f from '../fields.ts';
import { type InvoiceHolder, invoiceHolders } from '../invoices.ts';
import { operation } from '../operation.ts';
import { normaliseTaxNumber, taxNumberFault } from '../taxNumber.ts';

/** A line that may be left empty. */
const optional = (max: number) =>
  z
    .string('wrong_type')
    .default('')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(max, 'too_long'));
const printable = /^[^\p{Cc}]*$/u;
const name = f.note(100).refine((text) => printable.test(text), 'wrong_type');

/** What stands on an invoice of its receiver. */
export const titleFacts = z.strictObject({
  holder: z.enum(invoiceHolders),
  name: z.string(),
  /** Empty for a person. */
  taxNumber: z.string(),
  address: z.string(),
  phone: z.string(),
  bank: z.string(),
  bankAccount: z.string(),
  /** To which the word goes that the invoice is made; empty when it was not given. */
  email: z.string(),
});
export const title = z.strictObject({ id: f.id, ...titleFacts.shape, isDefault: z.boolean() });
export type TitleFacts = z.output<typeof titleFacts>;
export type Title = z.output<typeof title>;

const fields = z.strictObject({
  holder: z.enum(invoiceHolders, 'wrong_type'),
  name,
  taxNumber: z
    .string('wrong_type')
    .max(64, 'too_long')
    .default('')
    .transform((text) => normaliseTaxNumber(text)),
  address: optional(200),
  phone: optional(40),
  bank: optional(100),
  bankAccount: optional(50),
  email: z.union([z.literal(''), f.mailAddress]).default(''),
  isDefault: z.boolean('wrong_type').default(false),
});

interface Judged {
  readonly holder: InvoiceHolder;
  readonly taxNumber: string;
}
/** An organisation has a tax number, with its check digit; a person has none. */
const judge = ({ holder, taxNumber }: Judged, ctx: Pick<z.RefinementCtx, 'addIssue'>): void => {
  const blame = (message: string) => ctx.addIssue({ code: 'custom', path: ['taxNumber'], message });
  if (holder === 'person') {
    if (taxNumber !== '') blame('tax_number_of_person');
    return;
  }
  const fault = taxNumber === '' ? 'required' : taxNumberFault(taxNumber);
  if (fault) blame(fault);
};

export const titleInput = fields.superRefine(judge);

export const list = operation({
  name: 'invoiceTitles.list',
  kind: 'read',
  roles: ['customer'],
  summary: '发票抬头, the default first',
  input: f.nothing,
  output: z.strictObject({ items: z.array(title) }),
  refusals: [],
});
export const add = operation({
  name: 'invoiceTitles.add',
  kind: 'act',
  roles: ['customer'],
  summary: '新增发票抬头',
  input: titleInput,
  output: title,
  refusals: ['title_limit'],
});
/** Invoices that were asked for with it stay as they are. */
export const edit = operation({
  name: 'invoiceTitles.edit',
  kind: 'act',
  roles: ['customer'],
  summary: '修改发票抬头',
  input: z.strictObject({ id: f.id, ...fields.shape }).superRefine(judge),
  output: title,
  refusals: ['not_found'],
});
export const remove = operation({
  name: 'invoiceTitles.remove',
  kind: 'act',
  roles: ['customer'],
  summary: '删除发票抬头',
  input: z.strictObject({ id: f.id }),
  output: f.nothing,
  refusals: ['not_found'],
});
