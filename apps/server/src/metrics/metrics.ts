import { Counter, Histogram, Registry } from 'prom-client';

export type Outcome = 'ok' | 'refused' | 'failed';
/** `dead`: nobody tries again; `lost`: it took longer than it was held, and another may have done it too. */
export type JobOutcome = 'done' | 'failed' | 'dead' | 'lost';

/** What is counted as it happens, on this node. Every label is a word of ours: nothing that a stranger sends makes a series. */
export interface Metrics {
  readonly registry: Registry;
  /** One answered request. `operation` is a name of the contract or `page`, never an address. */
  answered(side: string, operation: string, status: number, refusal: string | undefined, seconds: number): void;
  /** One run of a job; `waitedSeconds` from when it was due until it began. */
  ran(job: string, outcome: JobOutcome, seconds: number, waitedSeconds: number): void;
  /** One message of a ceremony: `step` is its type, `status` what the ceremony is afterwards, or `refused`, `failed`. */
  stepped(method: string, step: string, status: string): void;
  /** One try to send a message, by `aliyun`, `mail`, …; `outcome` as in the list of messages. */
  sent(provider: string, outcome: string, seconds: number): void;
  /** One question to a payment gateway: `offer`, `query`, `close`, `refund`, `queryRefund`, `bill`. */
  asked(channel: string, call: string, outcome: 'ok' | 'fault' | 'limit' | 'refused', seconds: number): void;
  /** One notification of a gateway: `trade`, `refund`, `other`, `probe`, `refused`, or `unavailable` when it could not be stored. */
  notified(channel: string, outcome: string): void;
  /** One act on the store of files. */
  stored(act: 'put' | 'get' | 'remove', outcome: 'ok' | 'failed', seconds: number): void;
  /** One statement by its first word. */
  queried(kind: string, outcome: 'ok' | 'failed', seconds: number): void;
  transacted(outcome: 'committed' | 'rolled_back', seconds: number): void;
  /** Until a connection was free. */
  connected(seconds: number): void;
}

const quick = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const slow = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name, help, buckets, labelNames, registers: [registry] });

  const requests = counter(
    'jiesuo_requests_total',
    'Answered requests by operation and status.',
    'side',
    'operation',
    'status',
  );
  const refused = counter('jiesuo_refusals_total', 'Refusals by operation and code.', 'side', 'operation', 'code');
  const durations = histogram(
    'jiesuo_request_duration_seconds',
    'Time from the first byte of the request to the end of the answer; outcome ok, refused or failed.',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10],
    'side',
    'operation',
    'outcome',
  );
  const runs = counter('jiesuo_job_runs_total', 'Runs of jobs: done, failed, dead, lost.', 'name', 'outcome');
  const runTimes = histogram('jiesuo_job_duration_seconds', 'How long a run of a job took.', slow, 'name');
  const runWaits = histogram('jiesuo_job_wait_seconds', 'From when a job was due until it began.', slow, 'name');
  const steps = counter(
    'jiesuo_ceremony_steps_total',
    'Messages of reset ceremonies by method, step, and what the ceremony was afterwards.',
    'method',
    'step',
    'status',
  );
  const sent = counter('jiesuo_messages_total', 'Tries to send SMS and mail.', 'provider', 'outcome');
  const sentTimes = histogram('jiesuo_message_duration_seconds', 'How long a provider took.', slow, 'provider');
  const asked = counter(
    'jiesuo_gateway_calls_total',
    'Questions to payment gateways: ok, fault, limit, refused.',
    'channel',
    'call',
    'outcome',
  );
  const askedTimes = histogram(
    'jiesuo_gateway_call_duration_seconds',
    'How long a payment gateway took.',
    slow,
    'channel',
    'call',
  );
  const notifications = counter(
    'jiesuo_notifications_total',
    'Notifications of payment gateways by what became of them.',
    'channel',
    'outcome',
  );
  const files = histogram(
    'jiesuo_file_duration_seconds',
    'Acts on the store of files: put, get, remove.',
    slow,
    'act',
    'outcome',
  );
  const queries = histogram(
    'jiesuo_database_query_duration_seconds',
    'Statements by their first word.',
    quick,
    'kind',
    'outcome',
  );
  const transactions = histogram(
    'jiesuo_database_transaction_duration_seconds',
    'Transactions: committed, rolled_back.',
    quick,
    'outcome',
  );
  const waits = histogram(
    'jiesuo_database_wait_seconds',
    'Until a connection of the pool, or the turn of the embedded database, was free.',
    quick,
  );

  return {
    registry,
    answered(side, operation, status, refusal, seconds) {
      const outcome: Outcome = status >= 500 ? 'failed' : refusal === undefined ? 'ok' : 'refused';
      requests.inc({ side, operation, status });
      durations.observe({ side, operation, outcome }, seconds);
      if (refusal !== undefined) refused.inc({ side, operation, code: refusal });
    },
    ran(job, outcome, seconds, waitedSeconds) {
      runs.inc({ name: job, outcome });
      runTimes.observe({ name: job }, seconds);
      runWaits.observe({ name: job }, Math.max(0, waitedSeconds));
    },
    stepped: (method, step, status) => steps.inc({ method, step, status }),
    sent(provider, outcome, seconds) {
      sent.inc({ provider, outcome });
      sentTimes.observe({ provider }, seconds);
    },
    asked(channel, call, outcome, seconds) {
      asked.inc({ channel, call, outcome });
      askedTimes.observe({ channel, call }, seconds);
    },
    notified: (channel, outcome) => notifications.inc({ channel, outcome }),
    stored: (act, outcome, seconds) => files.observe({ act, outcome }, seconds),
    queried: (kind, outcome, seconds) => queries.observe({ kind, outcome }, seconds),
    transacted: (outcome, seconds) => transactions.observe({ outcome }, seconds),
    connected: (seconds) => waits.observe(seconds),
  };
}
