import type { Answer } from '../../api.ts';

export type Inspected = Answer<'payments.inspect'>;
type Attempt = Inspected['attempts'][number];
type Refund = Inspected['refunds'][number];
type Issue = Inspected['issues'][number];

/** One thing that happened to an order's money. */
export type Happening = { readonly at: string } & (
  | { readonly what: 'begun' | 'confirmed'; readonly attempt: Attempt }
  | { readonly what: 'heard'; readonly event: Inspected['events'][number] }
  | { readonly what: 'refundBegun' | 'refundBack'; readonly refund: Refund }
  | { readonly what: 'issueOpened' | 'issueSettled'; readonly issue: Issue }
);

/** Everything that happened to an order's money, oldest first; of one moment, cause before effect. */
export const historyOf = ({ attempts, events, refunds, issues }: Inspected): Happening[] =>
  [
    ...attempts.map((attempt): Happening => ({ what: 'begun', at: attempt.createdAt, attempt })),
    ...events.map((event): Happening => ({ what: 'heard', at: event.at, event })),
    ...attempts.flatMap(confirmedOf),
    ...refunds.map((refund): Happening => ({ what: 'refundBegun', at: refund.createdAt, refund })),
    ...issues.map((issue): Happening => ({ what: 'issueOpened', at: issue.openedAt, issue })),
    ...refunds.flatMap((refund): Happening[] =>
      refund.doneAt === null ? [] : [{ what: 'refundBack', at: refund.doneAt, refund }],
    ),
    ...issues.flatMap((issue): Happening[] =>
      issue.resolvedAt === null ? [] : [{ what: 'issueSettled', at: issue.resolvedAt, issue }],
    ),
  ].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));

/** A gateway's money is told by an event; a bank's by the person who confirmed it. */
const confirmedOf = (attempt: Attempt): Happening[] =>
  attempt.confirmedBy === null || attempt.paidAt === null ? [] : [{ what: 'confirmed', at: attempt.paidAt, attempt }];
