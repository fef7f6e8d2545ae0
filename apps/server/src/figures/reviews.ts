import { type Answers, waits } from '@jiesuo/contract/figures';
import { handle } from '../operation.ts';
import { ownWords } from './collect/reasons.ts';
import { comparedKeys } from './compare.ts';
import type { Wanted } from './period.ts';
import { type Books, readFigures } from './read.ts';
import { medianOf, p90Of } from './spread.ts';
import type { Figure, Tally } from './tally.ts';

/** What counts for a measure, among what. */
const measures = {
  promise: { figure: 'promise', part: 'kept', other: 'missed' },
  firstPass: { figure: 'first_review', part: 'approve', other: 'refuse' },
} as const satisfies Record<string, { figure: Figure; part: string; other: string }>;

export async function showReviews(ctx: Books, wanted: Wanted, now: Date): Promise<Answers['reviews']> {
  const figures = await readFigures(ctx, 'reviews', wanted, now);
  return {
    ...figures.shown,
    waits: waits.map((wait) => ({ wait, ...waited(figures.now, wait), before: waited(figures.before, wait) })),
    quality: (['promise', 'firstPass'] as const).map((measure) => ({
      measure,
      ...measured(figures.now, measure),
      before: measured(figures.before, measure),
    })),
    reasons: comparedKeys(figures, 'reason').map(({ key, ...counts }) => ({
      reason: key === ownWords ? null : key,
      ...counts,
    })),
  };
}
export const reviews = handle('figures.reviews', (input, { ctx, now }) => showReviews(ctx, input, now));

function waited(tally: Tally, wait: (typeof waits)[number]) {
  const spread = tally.spread('wait', wait);
  return { count: tally.of('wait', wait).count, medianSeconds: medianOf(spread), p90Seconds: p90Of(spread) };
}

function measured(tally: Tally, measure: keyof typeof measures) {
  const { figure, part, other } = measures[measure];
  const count = tally.of(figure, part).count;
  return { part: count, of: count + tally.of(figure, other).count };
}
