import { type Answers, type FigureGroup, figureRoles, figureTables, sheetOf } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { csvOf } from './csv.ts';
import { showMessages } from './messages.ts';
import { showMoney } from './money.ts';
import { showOrders } from './orders.ts';
import type { Wanted } from './period.ts';
import type { Books } from './read.ts';
import { showResets } from './resets.ts';
import { showReviewers } from './reviewers.ts';
import { showReviews } from './reviews.ts';

const show: { readonly [G in FigureGroup]: (ctx: Books, wanted: Wanted, now: Date) => Promise<Answers[G]> } = {
  orders: showOrders,
  reviews: showReviews,
  resets: showResets,
  reviewers: showReviewers,
  money: showMoney,
  messages: showMessages,
};

export const save = handle('figures.save', async ({ table, ...wanted }, { ctx, who, now, language, write }) => {
  const group = figureTables[table];
  if (!figureRoles[group].some((role) => who.roles.includes(role))) throw new Refusal('not_found');
  const answer = await show[group](ctx, wanted, now);
  const { from, to } = answer.period;
  await write(async (_, leaf) => leaf({ subject: table, detail: { from, to } }));
  return {
    mediaType: 'text/csv; charset=utf-8',
    body: csvOf(sheetOf(table, answer, language)),
    saveAs: `${table}-${from}-${to}.csv`,
  };
});
