import { expect, type Page } from '@playwright/test';
import { logIn } from './journeys.ts';
import type { World } from './world.ts';

/** One page of the product: its name, its address, and who may see it. */
export interface Place {
  readonly name: string;
  readonly path: string;
}
export type Orders = Readonly<Record<'awaiting' | 'unpaid' | 'rejected' | 'completed', string>>;

/** The demo's customers; each has orders in other states. */
export const demoCustomers = { first: '19900000001', second: '19900000002', third: '19900000003' } as const;
export type Viewer = 'anyone' | keyof typeof demoCustomers;
const demoPassword = 'Demo-customer-2026';

export const logInAs = (page: Page, world: World, viewer: keyof typeof demoCustomers): Promise<void> =>
  logIn(page, world, demoCustomers[viewer], demoPassword);

/** The number of the customer's order in that state, read from 我的订单 as a person reads it. */
export async function numberIn(page: Page, world: World, status: string): Promise<string> {
  await page.goto(`${world.portal}/orders?tab=all`);
  const row = page.getByRole('row').filter({ hasText: status }).first();
  await expect(row).toBeVisible();
  return row.getByRole('link').first().innerText();
}

export const portalPages = (orders: Orders): Readonly<Record<Viewer, readonly Place[]>> => ({
  anyone: [
    { name: 'log-in', path: '/log-in' },
    { name: 'register', path: '/register' },
    { name: 'forgot-password', path: '/forgot-password' },
    { name: 'stop', path: '/stop' },
  ],
  first: [
    { name: 'home', path: '/' },
    { name: 'reset-1-read', path: '/reset' },
    { name: 'reset-2-form', path: '/reset/form' },
    { name: 'reset-3-check', path: '/reset/check' },
    { name: 'order-awaiting', path: `/orders/${orders.awaiting}` },
    { name: 'order-reset', path: `/orders/${orders.awaiting}/reset` },
    ...['addresses', 'titles', 'profile', 'mobile', 'password', 'sessions', 'consents', 'data'].map((tab) => ({
      name: `account-${tab}`,
      path: `/account/${tab}`,
    })),
    { name: 'help', path: '/help' },
    { name: 'download', path: '/download' },
    { name: 'not-found', path: '/nowhere' },
  ],
  second: [
    { name: 'orders-unpaid', path: '/orders' },
    { name: 'orders-paid', path: '/orders?tab=paid' },
    { name: 'orders-all', path: '/orders?tab=all' },
    { name: 'order-unpaid', path: `/orders/${orders.unpaid}` },
    { name: 'pay', path: `/orders/${orders.unpaid}/pay` },
    { name: 'order-rejected', path: `/orders/${orders.rejected}` },
  ],
  third: [
    { name: 'order-completed', path: `/orders/${orders.completed}` },
    { name: 'done', path: `/orders/${orders.completed}/done` },
  ],
});

/** Pages of the console by who of the demo's staff sees them. `order` is in review; the money of `paid` waits for several people. */
export const consolePages = (order: string, paid: string): Readonly<Record<string, readonly Place[]>> => ({
  anyone: [{ name: 'log-in', path: '/log-in' }],
  reviewer: [
    { name: 'queue', path: '/reviews' },
    { name: 'review', path: `/reviews/${order}` },
  ],
  supervisor: [
    { name: 'dashboard', path: '/dashboard' },
    { name: 'orders', path: '/orders' },
    { name: 'order', path: `/orders/${order}` },
    { name: 'second-reviews', path: '/second-reviews' },
    { name: 'mobile-changes', path: '/mobile-changes' },
  ],
  finance: [
    { name: 'payments', path: '/payments' },
    { name: 'payment', path: `/payments/${paid}` },
    { name: 'refunds', path: '/refunds' },
    { name: 'money-issues', path: '/money-issues' },
    { name: 'bills', path: '/bills' },
    { name: 'invoices', path: '/invoices' },
  ],
  custodian: [
    { name: 'ukeys', path: '/ukeys' },
    { name: 'custody', path: '/custody' },
  ],
  auditor: [
    { name: 'sms', path: '/sms' },
    { name: 'audit', path: '/audit' },
    { name: 'retention', path: '/retention' },
  ],
  administrator: [
    { name: 'settings', path: '/settings' },
    { name: 'texts', path: '/texts?kind=message' },
    { name: 'text', path: '/texts/pin_policy--all' },
    { name: 'agreement', path: '/texts/consent--terms' },
    { name: 'integration', path: '/integration' },
    { name: 'staff', path: '/staff' },
  ],
});

/** Waits until a page shows what it came for. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(/^(正在加载|Loading)/)).toHaveCount(0);
  await page.waitForLoadState('networkidle');
}
