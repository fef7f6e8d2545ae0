import { z } from 'zod';
import * as f from '../../fields.ts';
import { moneyIssueKinds, payChannels } from '../../money.ts';
import { operation } from '../../operation.ts';

/** How an issue came to need nobody any more, by itself. */
export const settlements = ['refund_done', 'bill_agrees', 'in_later_bill', 'red_letter_made'] as const;
export type Settlement = (typeof settlements)[number];
export const settlementWords: Record<Settlement, { zh: string; en: string }> = {
  refund_done: { zh: '退款已完成，自动处理。', en: 'The refund was done after all: settled by itself.' },
  bill_agrees: {
    zh: '重新对账后一致，自动处理。',
    en: 'The bill agreed when it was compared again: settled by itself.',
  },
  in_later_bill: { zh: '在后来的账单中核对一致，自动处理。', en: 'It stood in a later bill: settled by itself.' },
  red_letter_made: { zh: '红字发票已开具，自动处理。', en: 'The red-letter invoice was made: settled by itself.' },
};

export const issueLine = z.strictObject({
  id: f.id,
  kind: z.enum(moneyIssueKinds),
  channel: z.enum(payChannels),
  /** Of the order; null where none is known. */
  number: z.string().nullable(),
  attempt: z.string().nullable(),
  refund: z.string().nullable(),
  /** The money in question, as the gateway or the bank named it. */
  amountFen: z.number().int().nullable(),
  /** What we expected. */
  expectedFen: z.number().int().nullable(),
  reference: z.string().nullable(),
  openedAt: f.at,
  resolvedAt: f.at.nullable(),
  /** Null also where it settled by itself. */
  resolvedBy: z.string().nullable(),
  /** Of the person. */
  note: z.string().nullable(),
  /** Null also where a person settled it. */
  settledBy: z.enum(settlements).nullable(),
});
export const list = operation({
  name: 'moneyIssues.list',
  kind: 'read',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: 'money that does not add up by itself, newest first',
  input: z.strictObject({
    state: z.enum(['open', 'resolved']).default('open'),
    kind: z.enum(moneyIssueKinds).optional(),
    channel: z.enum(payChannels).optional(),
    search: z.string().max(100).optional(),
    after: f.after,
    limit: f.limit,
  }),
  output: z.strictObject({ ...f.page(issueLine).shape, open: z.number().int() }),
  refusals: [],
});
export const resolve = operation({
  name: 'moneyIssues.resolve',
  kind: 'act',
  roles: ['finance'],
  summary: 'says how an issue was settled; the note stays',
  input: z.strictObject({ id: f.id, note: f.note(500) }),
  output: issueLine,
  refusals: ['not_found', 'issue_resolved'],
});
