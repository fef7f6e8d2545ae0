import type { FigureGroup } from '@jiesuo/contract/figures';
import type { Figure, Sum } from '../tally.ts';
import { collectFlows } from './flows.ts';
import { collectMessages } from './messages.ts';
import { collectMoney } from './money.ts';
import { collectCompleted, collectTries } from './resets.ts';
import { collectReasons, collectReviews } from './reviews.ts';
import type { Collect, Span } from './span.ts';

interface Source {
  readonly figures: readonly Figure[];
  readonly collect: readonly Collect[];
}
/** What each group of figures shows, and who reads it from the records. */
export const sources: Readonly<Record<FigureGroup, Source>> = {
  orders: { figures: ['flow'], collect: [collectFlows] },
  reviews: {
    figures: ['wait', 'promise', 'first_review', 'reason'],
    collect: [collectReviews, collectReasons, collectCompleted],
  },
  resets: { figures: ['reset', 'method', 'model', 'failure'], collect: [collectTries, collectCompleted] },
  reviewers: { figures: ['approved_by', 'refused_by', 'handled_by'], collect: [collectReviews] },
  money: { figures: ['paid', 'refunded'], collect: [collectMoney] },
  messages: { figures: ['message'], collect: [collectMessages] },
};
const everything = [...new Set(Object.values(sources).flatMap(({ collect }) => collect))];

/** One after the other: the embedded database has a single session. */
async function run(collectors: readonly Collect[], span: Span): Promise<Sum[]> {
  const found: Sum[] = [];
  for (const collect of collectors) found.push(...(await collect(span)));
  return found;
}
export const collectGroup = (group: FigureGroup, span: Span): Promise<Sum[]> => run(sources[group].collect, span);
export const collectAll = (span: Span): Promise<Sum[]> => run(everything, span);
