import { audit } from './audit/en.ts';
import { checks } from './checks/en.ts';
import { custody } from './custody/en.ts';
import { integration } from './integration/en.ts';
import { invoices } from './invoices/en.ts';
import { mobileChanges } from './mobileChanges/en.ts';
import { bills, moneyIssues, payments, refunds } from './money/en.ts';
import { event, order, orders } from './orders/en.ts';
import { retention } from './retention/en.ts';
import { desk, queue, review } from './review/en.ts';
import { risk } from './risk/en.ts';
import { settings } from './settings/en.ts';
import { sms } from './sms/en.ts';
import { firstLogIn, logIn, security, session, staff, unmask } from './staff/en.ts';
import { texts } from './texts/en.ts';
import { ukeys } from './ukeys/en.ts';
import type { Words } from './zh.ts';

export const en: Words = {
  console: 'Staff console',
  menu: {
    dashboard: 'Overview',
    queue: 'Review queue',
    mobileChanges: 'Mobile numbers',
    secondReviews: 'Second review',
    orders: 'Orders',
    payments: 'Payments',
    refunds: 'Refunds',
    moneyIssues: 'Money issues',
    bills: 'Reconciliation',
    invoices: 'Invoices',
    custody: 'Key approvals',
    ukeys: 'UKey registry',
    sms: 'SMS log',
    audit: 'Audit log',
    retention: 'Retention',
    settings: 'Settings',
    texts: 'Notices and texts',
    integration: 'Integration',
    staff: 'Staff',
  },
  act: {
    logOut: 'Log out',
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    search: 'Search',
    clear: 'Clear filters',
    previous: 'Previous',
    next: 'Next',
  },
  said: {
    nothing: 'No records',
    none: 'None',
    saved: 'Saved.',
    page: (n) => `Page ${n}`,
    notFound: 'There is no such page.',
    noDuty: 'Your account has no duties yet. Please ask a security administrator.',
    comma: ', ',
    act: 'Act',
    sessionEnded: 'You were logged out. After logging in you will return to the page you were on.',
    minutes: (n) => `${n} min`,
    hours: (h, m) => (m ? `${h} h ${m} min` : `${h} h`),
    days: (d, h) => (h ? `${d} d ${h} h` : `${d} d`),
  },
  logIn,
  firstLogIn,
  session,
  security,
  unmask,
  mobileChanges,
  order,
  event,
  queue,
  review,
  desk,
  orders,
  payments,
  refunds,
  moneyIssues,
  bills,
  integration,
  invoices,
  checks,
  custody,
  retention,
  risk,
  ukeys,
  sms,
  audit,
  settings,
  texts,
  staff,
  viewer: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Whole page',
    turnLeft: 'Turn left',
    turnRight: 'Turn right',
    previous: 'Previous page',
    next: 'Next page',
    page: (page, pages) => `Page ${page} of ${pages}`,
    failed: 'The picture could not be loaded. Please try again.',
  },
};
