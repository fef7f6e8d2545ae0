import type { Answers } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';
import { medianOf, p90Of } from './spread.ts';
import type { Tally } from './tally.ts';

export async function showReviewers(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['reviewers']> {
  const { now: current, before, shown } = await readFigures(ctx, 'reviewers', wanted, now);
  const decisions = (tally: Tally, id: string) => ({
    approved: tally.of('approved_by', id).count,
    refused: tally.of('refused_by', id).count,
  });
  const ids = [current, before].flatMap((tally) => [...tally.keys('approved_by'), ...tally.keys('refused_by')]);
  const names = await namesOf(ctx, [...new Set(ids)]);
  const reviewers = names.map(({ id, name }) => {
    const spread = current.spread('handled_by', id);
    const earlier = decisions(before, id);
    return {
      id,
      name,
      ...decisions(current, id),
      before: earlier.approved + earlier.refused,
      medianSeconds: medianOf(spread),
      p90Seconds: p90Of(spread),
    };
  });
  return { ...shown, reviewers: reviewers.toSorted((a, b) => b.approved + b.refused - a.approved - a.refused) };
}
export const reviewers = handle('figures.reviewers', (input, { ctx, now }) => showReviewers(ctx, input, now));

async function namesOf({ db, caId }: Books, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('staff')
    .select(['id', 'display_name as name'])
    .where('ca_id', '=', caId)
    .where('id', 'in', ids)
    .orderBy('name')
    .execute();
}
