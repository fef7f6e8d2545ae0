/** Every kind of work that is done later. A job carries ids, never personal data. */
const jobNames = [
  'sms.send',
  'bills.reconcile',
  'figures.rollUp',
  'orders.expire',
  'retention.apply',
  'files.sweep',
  'checks.read',
  'checks.judge',
  'ceremonies.silence',
  'accounts.forget',
  'payments.apply',
  'payments.watch',
  'refunds.carry',
  'audit.sequence',
  'webhooks.deliver',
  'webhooks.forget',
  'requests.forget',
] as const;

export type JobName = (typeof jobNames)[number];
