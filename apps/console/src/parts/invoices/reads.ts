import type { Name } from '../../api.ts';

/** What an act on an invoice makes outdated. */
export const invoiceReads: readonly Name[] = ['invoices.list', 'invoices.inspect', 'moneyIssues.list'];
