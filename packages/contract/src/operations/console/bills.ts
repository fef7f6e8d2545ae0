import { z } from 'zod';
import * as f from '../../fields.ts';
import { gatewayChannels } from '../../money.ts';
import { operation } from '../../operation.ts';

/** `failed`: the gateway gave no bill, or none that can be read; nothing was compared. */
export const billStates = ['awaited', 'read', 'reconciled', 'failed'] as const;
export type BillState = (typeof billStates)[number];
export const billStateWords: Record<BillState, { zh: string; en: string }> = {
  awaited: { zh: '获取中', en: 'Being fetched' },
  read: { zh: '核对中', en: 'Being compared' },
  reconciled: { zh: '已对账', en: 'Reconciled' },
  failed: { zh: '未取到账单', en: 'No bill' },
};

const oneDay = z.strictObject({ channel: z.enum(gatewayChannels), day: f.day });
const bill = z.strictObject({
  ...oneDay.shape,
  state: z.enum(billStates),
  /** The gateway's own code of what went wrong. */
  failure: z.string().nullable(),
  paidLines: z.number().int(),
  paidFen: z.number().int(),
  refundedLines: z.number().int(),
  refundedFen: z.number().int(),
  /** Differences that this bill raised and nobody has settled. */
  openIssues: z.number().int(),
  askedAt: f.at,
  reconciledAt: f.at.nullable(),
});
export const list = operation({
  name: 'bills.list',
  kind: 'read',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: 'the gateways’ daily bills, newest day first',
  input: z.strictObject({ channel: z.enum(gatewayChannels).optional(), before: f.day.optional(), limit: f.limit }),
  output: z.strictObject({
    items: z.array(bill),
    /** Ask with it as `before` for what follows. */
    next: f.day.nullable(),
    /** Of which gateways there can be bills. */
    channels: z.array(z.enum(gatewayChannels)),
  }),
  refusals: [],
});
/** May be done again at any time: the same bill leaves the same differences, and settles those that are gone. */
export const reconcile = operation({
  name: 'bills.reconcile',
  kind: 'act',
  roles: ['finance'],
  summary: 'fetches a day’s bill and compares it with the books, both ways',
  input: oneDay,
  output: bill,
  refusals: ['channel_off', 'bill_not_ready', 'bill_busy', 'gateway_silent', 'gateway_refused'],
});
export const save = operation({
  name: 'bills.save',
  kind: 'file',
  roles: ['finance', 'supervisor', 'auditor'],
  summary: 'the bill line by line beside our books, as XLSX',
  input: oneDay,
  output: f.nothing,
  refusals: ['not_found'],
});
