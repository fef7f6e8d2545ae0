import type { Figures } from './read.ts';
import type { Figure } from './tally.ts';

/** Every key of a figure in either period with its counts, the most frequent first. */
export const comparedKeys = ({ now, before }: Pick<Figures, 'now' | 'before'>, figure: Figure) =>
  [...new Set([...now.keys(figure), ...before.keys(figure)])]
    .map((key) => ({ key, count: now.of(figure, key).count, before: before.of(figure, key).count }))
    .toSorted((a, b) => b.count - a.count || b.before - a.before || (a.key < b.key ? -1 : 1));
