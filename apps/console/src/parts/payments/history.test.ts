import { expect, test } from 'vitest';
import { historyOf, type Inspected } from './history.ts';

const at = (minute: number) => `2026-11-22T01:0${minute}:00.000Z`;
const attempt: Inspected['attempts'][number] = {
  attempt: 'P1',
  number: 'CA20261122ABCDEF',
  orderStatus: 'in_review',
  customerName: '解锁示例有限公司',
  channel: 'bank_transfer',
  amountFen: 12_050,
  state: 'paid',
  use: 'order',
  createdAt: at(0),
  expiresAt: null,
  paidAt: at(3),
  reference: 'SAMPLE-0001',
  payer: '解锁示例有限公司',
  confirmedBy: '演示财务',
  hasVoucher: true,
};
const refund: Inspected['refunds'][number] = {
  refund: 'R1',
  number: attempt.number,
  customerName: attempt.customerName,
  attempt: 'P2',
  channel: 'wechat',
  amountFen: 12_050,
  state: 'done',
  cause: 'duplicate',
  note: null,
  askedBy: null,
  decidedBy: null,
  decidedAt: null,
  decisionNote: null,
  createdAt: at(4),
  doneAt: at(6),
  reference: '5000',
  instead: null,
  isMine: false,
};
const event: Inspected['events'][number] = {
  at: at(4),
  channel: 'wechat',
  source: 'notify',
  about: 'trade',
  of: 'P2',
  said: 'paid',
  amountFen: 12_050,
  reference: '4200',
  outcome: 'duplicate',
};
const issue: Inspected['issues'][number] = {
  id: '019aa000-0000-7000-8000-000000000000',
  kind: 'payer_differs',
  channel: 'bank_transfer',
  number: attempt.number,
  attempt: attempt.attempt,
  refund: null,
  amountFen: 12_050,
  expectedFen: 12_050,
  reference: null,
  openedAt: at(3),
  resolvedAt: at(5),
  resolvedBy: '演示财务',
  note: '已核对',
  settledBy: null,
};
const gateway = {
  ...attempt,
  attempt: 'P2',
  channel: 'wechat',
  createdAt: at(1),
  paidAt: at(4),
  confirmedBy: null,
} as const;
const money: Inspected = {
  number: attempt.number,
  status: 'in_review',
  customerName: attempt.customerName,
  feeFen: 12_050,
  money: { state: 'paid', paidFen: 24_100, refundedFen: 12_050 },
  attempts: [attempt, gateway],
  events: [event],
  refunds: [refund],
  issues: [issue],
  voucherPages: 1,
};

test('everything that happened to the money stands in one line of time, cause before effect', () => {
  expect(historyOf(money).map(({ what, at: when }) => `${when.slice(14, 16)} ${what}`)).toEqual([
    '00 begun',
    '01 begun',
    '03 confirmed',
    '03 issueOpened',
    '04 heard',
    '04 refundBegun',
    '05 issueSettled',
    '06 refundBack',
  ]);
});

test('what has not ended has no end in the history', () => {
  const open = { ...money, refunds: [{ ...refund, doneAt: null }], issues: [{ ...issue, resolvedAt: null }] };
  expect(historyOf(open).map(({ what }) => what)).not.toContain('refundBack');
  expect(historyOf(open).map(({ what }) => what)).not.toContain('issueSettled');
});
