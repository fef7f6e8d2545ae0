import type { Name } from '../../api.ts';

/** Every read that an act on money makes outdated. */
export const moneyReads = [
  'payments.list',
  'payments.inspect',
  'refunds.list',
  'moneyIssues.list',
  'reviews.inspect',
] as const satisfies readonly Name[];
