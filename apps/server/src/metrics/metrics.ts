import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** One answered request. `operation` is a name of the contract or `page`, never an address: the number of series stays bounded. */
  answered(side: string, operation: string, status: number, refusal: string | undefined, seconds: number): void;
  /** One notification of a gateway: `trade`, `refund`, `other`, `probe`, `refused`, or `unavailable` when it could not be stored. */
  notified(channel: string, outcome: string): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'jiesuo_requests_total',
    help: 'Answered requests by operation and status.',
    labelNames: ['side', 'operation', 'status'],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'jiesuo_refusals_total',
    help: 'Refusals by operation and code.',
    labelNames: ['side', 'operation', 'code'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'jiesuo_request_duration_seconds',
    help: 'Time from the first byte of the request to the end of the answer.',
    labelNames: ['side', 'operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const notifications = new Counter({
    name: 'jiesuo_notifications_total',
    help: 'Notifications of payment gateways by what became of them.',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  return {
    registry,
    notified: (channel, outcome) => notifications.inc({ channel, outcome }),
    answered(side, operation, status, refusal, seconds) {
      requests.inc({ side, operation, status });
      durations.observe({ side, operation }, seconds);
      if (refusal !== undefined) refused.inc({ side, operation, code: refusal });
    },
  };
}
