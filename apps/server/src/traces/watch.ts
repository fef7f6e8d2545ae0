import type { Metrics } from '../metrics/metrics.ts';
import type { Traces } from './traces.ts';

/** What is told while the server works: figures, and traces where an operator wants them. */
export interface Watch {
  readonly metrics: Metrics;
  readonly traces: Traces;
}
