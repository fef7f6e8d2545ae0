import type { StaffRole } from '@jiesuo/contract';
import { mayCall, type Name } from '../../api.ts';
import { paths } from '../../paths.ts';

/** The menu: each page with the operation that fills it. Who may not call the operation does not see the page. */
const pages = [
  { key: 'dashboard', href: paths.dashboard, needs: 'figures.save' },
  { key: 'queue', href: paths.queue, needs: 'reviews.queue' },
  { key: 'secondReviews', href: paths.secondReviews, needs: 'risk.list' },
  { key: 'mobileChanges', href: paths.mobileChanges, needs: 'mobileChanges.list' },
  { key: 'orders', href: paths.orders, needs: 'orders.search' },
  { key: 'payments', href: paths.payments, needs: 'payments.list' },
  { key: 'refunds', href: paths.refunds, needs: 'refunds.list' },
  { key: 'moneyIssues', href: paths.moneyIssues, needs: 'moneyIssues.list' },
  { key: 'bills', href: paths.bills, needs: 'bills.list' },
  { key: 'invoices', href: paths.invoices, needs: 'invoices.list' },
  { key: 'ukeys', href: paths.ukeys, needs: 'ukeys.list' },
  { key: 'custody', href: paths.custody, needs: 'custody.list' },
  { key: 'sms', href: paths.sms, needs: 'sms.list' },
  { key: 'audit', href: paths.audit, needs: 'audit.list' },
  { key: 'retention', href: paths.retention, needs: 'retention.list' },
  { key: 'settings', href: paths.settings, needs: 'settings.list' },
  { key: 'texts', href: paths.texts, needs: 'texts.list' },
  { key: 'integration', href: paths.integration, needs: 'apiKeys.list' },
  { key: 'staff', href: paths.staff, needs: 'staff.list' },
] as const satisfies readonly { key: string; href: string; needs: Name }[];

export const pagesFor = (roles: readonly StaffRole[]) => pages.filter(({ needs }) => mayCall(roles, needs));

/** Where one begins: at the overview of all orders; who has a queue of his own to work off, or sees no more than a part, at his first page of work. */
export function homeFor(roles: readonly StaffRole[]): string | undefined {
  const pages = pagesFor(roles);
  const [work] = pages.filter(({ key }) => key !== 'dashboard');
  return mayCall(roles, 'figures.orders') && !mayCall(roles, 'reviews.next') ? paths.dashboard : work?.href;
}
