import { many } from '../many.ts';
import type { DashboardWords } from './zh.ts';

export const en: DashboardWords = {
  title: 'Overview',
  period: 'Period',
  periods: { today: 'Today', days7: '7 days', days30: '30 days', month: 'This month', custom: 'Other' },
  from: 'First day',
  to: 'Last day',
  show: 'Show',
  of: (from, to) => (from === to ? from : `${from} to ${to}`),
  lead: (days, before, isRunning) =>
    isRunning ? `${days}, compared with ${before} up to the same time of day.` : `${days}, compared with ${before}.`,
  missing: (days) =>
    `${many(days, 'day')} still being counted up: they are not in the numbers below. This happens by itself; please look again later.`,
  groups: {
    orders: 'Orders',
    reviews: 'Reviews',
    resets: 'PIN resets',
    reviewers: 'Load',
    money: 'Money',
    messages: 'Messages',
  },
  before: (text) => `before: ${text}`,
  table: 'Table',
  save: (title) => `Save as CSV: ${title}`,
  saveShort: 'Save as CSV',
  empty: 'Nothing happened in this period.',
  notYet: '–',
  seconds: (n) => `${n} s`,
  paidFen: 'Paid',
  refundedFen: 'Refunded',
  both: (channel, state) => `${channel}: ${state.toLowerCase()}`,
  now: 'This period',
  earlier: 'Before',
  waitsHint: 'By the clock, nights and holidays included; counted on the day of the later step.',
  chartHint: 'The left and right arrow keys go through the numbers; all of them are in the table below.',
};
