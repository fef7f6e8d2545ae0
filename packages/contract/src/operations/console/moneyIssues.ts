import { z } from 'zod';
import * as f from '../../fields.ts';
import { moneyIssueKinds, payChannels } from '../../money.ts';
import { operation } from '../../operation.ts';

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
  note: z.string().nullable(),
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
