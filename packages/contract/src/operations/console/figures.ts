import { z } from 'zod';
import { failureCodes } from '../../failures.ts';
import * as f from '../../fields.ts';
import { figureRoles, figureTables } from '../../figures/groups.ts';
import { flows, periodDaysMost, periodNames, waits } from '../../figures/words.ts';
import { methods } from '../../methods.ts';
import { payChannels } from '../../money.ts';
import { operation } from '../../operation.ts';
import type { StaffRole } from '../../roles.ts';
import { orderStatuses } from '../../states.ts';
import { messageStates } from './sms.ts';

const dayMs = 86_400_000;
/** Days are those of Shanghai. What ends after today ends today. */
const wanted = z.strictObject({
  period: z.enum(periodNames, 'wrong_type'),
  /** Of `custom` alone: its first and last day. */
  from: f.day.optional(),
  to: f.day.optional(),
});
interface Wanted {
  readonly period: (typeof periodNames)[number];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
const isWhole = ({ period, from, to }: Wanted) => (period === 'custom') === (from !== undefined && to !== undefined);
const lengthOf = ({ from = '', to = '' }: Wanted) => (Date.parse(to) - Date.parse(from)) / dayMs + 1;
const judged = <T extends z.ZodType<Wanted>>(shape: T) =>
  shape
    .refine(isWhole, { message: 'required', path: ['from'] })
    .refine((w) => !(lengthOf(w) < 1), { message: 'period_backwards', path: ['to'] })
    .refine((w) => !(lengthOf(w) > periodDaysMost), { message: 'period_long', path: ['to'] });
const period = judged(wanted);

const count = z.number().int();
const fen = z.number().int();
const seconds = z.number().nullable();
const compared = { count, before: count };
const days = { from: f.day, to: f.day };
const shown = {
  period: z.strictObject({
    ...days,
    before: z.strictObject(days),
    /** The period has not ended, and the one before is counted up to the same time of its last day. */
    isRunning: z.boolean(),
  }),
  /** Days of either period that have not been counted up yet: they are missing from the sums. */
  missingDays: count,
};

export const orders = operation({
  name: 'figures.orders',
  kind: 'read',
  roles: figureRoles.orders,
  summary: 'orders per state now; what happened to orders, in the period and per day',
  input: period,
  output: z.strictObject({
    ...shown,
    states: z.array(z.strictObject({ status: z.enum(orderStatuses), count })),
    flows: z.array(z.strictObject({ flow: z.enum(flows), ...compared })),
    days: z.array(z.strictObject({ day: f.day, counts: z.record(z.enum(flows), count) })),
  }),
  refusals: [],
});
const spread = { count, medianSeconds: seconds, p90Seconds: seconds };
const part = z.strictObject({ part: count, of: count });
export const reviews = operation({
  name: 'figures.reviews',
  kind: 'read',
  roles: figureRoles.reviews,
  summary: 'waiting times, promises kept, orders approved at their first review, reasons of refusal',
  input: period,
  output: z.strictObject({
    ...shown,
    waits: z.array(z.strictObject({ wait: z.enum(waits), ...spread, before: z.strictObject(spread) })),
    quality: z.array(z.strictObject({ measure: z.enum(['promise', 'firstPass']), ...part.shape, before: part })),
    /** A canned reason, as it is offered; null stands for all reasons in a reviewer's own words. */
    reasons: z.array(z.strictObject({ reason: z.string().nullable(), ...compared })),
  }),
  refusals: [],
});
export const resets = operation({
  name: 'figures.resets',
  kind: 'read',
  roles: figureRoles.resets,
  summary: 'resets begun, completed and failed; by method, model and failure',
  input: period,
  output: z.strictObject({
    ...shown,
    resets: z.array(z.strictObject({ stage: z.enum(['started', 'completed', 'failed']), ...compared })),
    methods: z.array(z.strictObject({ method: z.enum(methods), ...compared })),
    models: z.array(z.strictObject({ model: z.string(), ...compared })),
    failures: z.array(z.strictObject({ code: z.enum(failureCodes), ...compared })),
  }),
  refusals: [],
});
export const reviewers = operation({
  name: 'figures.reviewers',
  kind: 'read',
  roles: figureRoles.reviewers,
  summary: 'what each reviewer decided and how long it took',
  input: period,
  output: z.strictObject({
    ...shown,
    reviewers: z.array(
      z.strictObject({
        id: f.id,
        name: z.string(),
        approved: count,
        refused: count,
        before: count,
        medianSeconds: seconds,
        p90Seconds: seconds,
      }),
    ),
  }),
  refusals: [],
});
const sums = z.strictObject({ paidCount: count, paidFen: fen, refundedCount: count, refundedFen: fen });
export const money = operation({
  name: 'figures.money',
  kind: 'read',
  roles: figureRoles.money,
  summary: 'money that came and went back, by channel and per day',
  input: period,
  output: z.strictObject({
    ...shown,
    channels: z.array(z.strictObject({ channel: z.enum(payChannels), ...sums.shape, before: sums })),
    days: z.array(z.strictObject({ day: f.day, ...sums.shape })),
  }),
  refusals: [],
});
export const messages = operation({
  name: 'figures.messages',
  kind: 'read',
  roles: figureRoles.messages,
  summary: 'SMS and e-mails by what became of them',
  input: period,
  output: z.strictObject({
    ...shown,
    messages: z.array(z.strictObject({ channel: z.enum(['sms', 'mail']), state: z.enum(messageStates), ...compared })),
  }),
  refusals: [],
});

const everyRole: readonly StaffRole[] = [...new Set<StaffRole>(Object.values(figureRoles).flat())];
const tableNames = Object.keys(figureTables) as (keyof typeof figureTables)[];
/** Who may not see the table finds none. Recorded. */
export const save = operation({
  name: 'figures.save',
  kind: 'file',
  roles: everyRole,
  summary: 'one table of the dashboard as CSV',
  input: judged(z.strictObject({ table: z.enum(tableNames, 'wrong_type'), ...wanted.shape })),
  output: f.nothing,
  refusals: ['not_found'],
});
