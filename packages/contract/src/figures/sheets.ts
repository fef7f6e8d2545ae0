import { catalogue } from '../diagnosis.ts';
import { methodNames } from '../methods.ts';
import { payChannelWords } from '../money.ts';
import type { Output } from '../operation.ts';
import type * as operations from '../operations/console/figures.ts';
import { sayReason } from '../reasons.ts';
import type { Language } from '../refusals.ts';
import { orderStatusWords } from '../states.ts';
import type { FigureGroup, FigureTable } from './groups.ts';
import type { Cell, Sheet } from './sheet.ts';
import { flows, flowWords, headWords, tableWords, waitWords } from './words.ts';

export type Answers = { readonly [G in FigureGroup]: Output<(typeof operations)[G]> };
type Body = { readonly head: readonly (keyof typeof headWords)[]; readonly rows: readonly (readonly Cell[])[] };
const messageWords = {
  queued: headWords.queued,
  sent: headWords.sent,
  delivered: headWords.delivered,
  unknown: headWords.unknown,
  failed: headWords.failedToSend,
} as const;
const compared = ({ count, before }: { readonly count: number; readonly before: number }) => [count, before];

/** Every table as rows of values, from the answer of its group. */
const bodies = {
  states: ({ states }: Answers['orders'], l: Language): Body => ({
    head: ['state', 'now'],
    rows: states.map(({ status, count }) => [orderStatusWords[status][l], count]),
  }),
  flows: (answer: Answers['orders'], l: Language): Body => ({
    head: ['what', 'count', 'before'],
    rows: answer.flows.map((one) => [flowWords[one.flow][l], ...compared(one)]),
  }),
  waits: (answer: Answers['reviews'], l: Language): Body => ({
    head: ['wait', 'count', 'median', 'p90', 'medianBefore', 'p90Before'],
    rows: answer.waits.map(({ wait, count, medianSeconds, p90Seconds, before }) => [
      waitWords[wait][l],
      count,
      { seconds: medianSeconds },
      { seconds: p90Seconds },
      { seconds: before.medianSeconds },
      { seconds: before.p90Seconds },
    ]),
  }),
  quality: ({ quality }: Answers['reviews'], l: Language): Body => ({
    head: ['what', 'count', 'of', 'share', 'shareBefore'],
    rows: quality.map(({ measure, part, of, before }) => [headWords[measure][l], part, of, { part, of }, before]),
  }),
  reasons: ({ reasons }: Answers['reviews'], l: Language): Body => ({
    head: ['reason', 'count', 'before'],
    rows: reasons.map((one) => [
      one.reason === null ? headWords.otherReason[l] : sayReason(one.reason, l),
      ...compared(one),
    ]),
  }),
  resets: ({ resets }: Answers['resets'], l: Language): Body => ({
    head: ['what', 'count', 'before'],
    rows: resets.map((one) => [headWords[one.stage][l], ...compared(one)]),
  }),
  methods: ({ methods }: Answers['resets'], l: Language): Body => ({
    head: ['method', 'count', 'before'],
    rows: methods.map((one) => [methodNames[one.method][l], ...compared(one)]),
  }),
  models: ({ models }: Answers['resets']): Body => ({
    head: ['model', 'count', 'before'],
    rows: models.map((one) => [one.model, ...compared(one)]),
  }),
  failures: ({ failures }: Answers['resets'], l: Language): Body => ({
    head: ['reason', 'count', 'before'],
    rows: failures.map((one) => [catalogue[one.code].title[l], ...compared(one)]),
  }),
  reviewers: ({ reviewers }: Answers['reviewers']): Body => ({
    head: ['reviewer', 'decisions', 'before', 'approved', 'refused', 'median', 'p90'],
    rows: reviewers.map(({ name, approved, refused, before, medianSeconds, p90Seconds }) => [
      name,
      approved + refused,
      before,
      approved,
      refused,
      { seconds: medianSeconds },
      { seconds: p90Seconds },
    ]),
  }),
  channels: ({ channels }: Answers['money'], l: Language): Body => ({
    head: ['channel', 'paidCount', 'paidFen', 'refundedCount', 'refundedFen', 'paidBefore', 'refundedBefore'],
    rows: channels.map(({ channel, before, ...sums }) => [
      payChannelWords[channel][l],
      ...moneyCells(sums),
      { fen: before.paidFen },
      { fen: before.refundedFen },
    ]),
  }),
  money_days: ({ days }: Answers['money']): Body => ({
    head: ['day', 'paidCount', 'paidFen', 'refundedCount', 'refundedFen'],
    rows: days.map(({ day, ...sums }) => [day, ...moneyCells(sums)]),
  }),
  messages: ({ messages }: Answers['messages'], l: Language): Body => ({
    head: ['channel', 'state', 'count', 'before'],
    rows: messages.map((one) => [headWords[one.channel][l], messageWords[one.state][l], ...compared(one)]),
  }),
};
interface Sums {
  readonly paidCount: number;
  readonly paidFen: number;
  readonly refundedCount: number;
  readonly refundedFen: number;
}
const moneyCells = ({ paidCount, paidFen, refundedCount, refundedFen }: Sums): Cell[] => [
  paidCount,
  { fen: paidFen },
  refundedCount,
  { fen: refundedFen },
];

const flowDays = ({ days }: Answers['orders'], l: Language): Omit<Sheet, 'title'> => ({
  head: [headWords.day[l], ...flows.map((flow) => flowWords[flow][l])],
  rows: days.map(({ day, counts }) => [day, ...flows.map((flow) => counts[flow])]),
});

type GroupOf = typeof import('./groups.ts').figureTables;
/** A table of the dashboard with its heads in one language; the page shows it behind its chart, and the CSV is it. */
export function sheetOf<T extends FigureTable>(table: T, answer: Answers[GroupOf[T]], language: Language): Sheet {
  const title = tableWords[table][language];
  if (table === 'flow_days') return { title, ...flowDays(answer as Answers['orders'], language) };
  const write = bodies[table as Exclude<FigureTable, 'flow_days'>] as (of: unknown, l: Language) => Body;
  const { head, rows } = write(answer, language);
  return { title, head: head.map((name) => headWords[name][language]), rows };
}
