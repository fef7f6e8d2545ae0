import type { CannedReason } from '@jiesuo/contract';
import type { Db, Trx } from '../../context.ts';
import type { Sum } from '../tally.ts';

/** From a moment to before another one, of one CA. */
export interface Span {
  readonly db: Db | Trx;
  readonly caId: string;
  readonly from: Date;
  readonly to: Date;
  /** The reasons of refusal that administrators offer. */
  readonly cannedReasons: readonly Pick<CannedReason, 'zh' | 'en'>[];
}

/** Reads its figures of a span from the records themselves, by an index on time: it costs what happened in the span, however much there is. */
export type Collect = (span: Span) => Promise<Sum[]>;
