/** Every address of these pages. `$number` stands for an order number; no address carries a person's name or number. */
export const patterns = {
  home: '/',
  logIn: '/log-in',
  firstLogIn: '/first-log-in',
  dashboard: '/dashboard',
  queue: '/reviews',
  review: '/reviews/$number',
  secondReviews: '/second-reviews',
  mobileChanges: '/mobile-changes',
  mobileChange: '/mobile-changes/$number',
  orders: '/orders',
  order: '/orders/$number',
  payments: '/payments',
  payment: '/payments/$number',
  refunds: '/refunds',
  moneyIssues: '/money-issues',
  bills: '/bills',
  invoices: '/invoices',
  invoice: '/invoices/$number',
  custody: '/custody',
  ukeys: '/ukeys',
  sms: '/sms',
  audit: '/audit',
  retention: '/retention',
  settings: '/settings',
  texts: '/texts',
  text: '/texts/$text',
  integration: '/integration',
  staff: '/staff',
  security: '/security',
} as const;

const ofOrder = (pattern: string) => (number: string) => pattern.replace('$number', encodeURIComponent(number));

export const paths = {
  ...patterns,
  logIn: (returnTo?: string) =>
    returnTo && returnTo !== patterns.home
      ? `${patterns.logIn}?returnTo=${encodeURIComponent(returnTo)}`
      : patterns.logIn,
  review: ofOrder(patterns.review),
  mobileChange: (id: string) => patterns.mobileChange.replace('$number', encodeURIComponent(id)),
  order: ofOrder(patterns.order),
  payment: ofOrder(patterns.payment),
  invoice: ofOrder(patterns.invoice),
  /** Named by its kind and subject: `fee--all`. */
  text: (part: string) => patterns.text.replace('$text', encodeURIComponent(part)),
};

/** A page of this site to return to after log-in; anything that could lead elsewhere becomes the first page (open redirect). */
export const safeReturn = (wanted: unknown): string =>
  typeof wanted === 'string' && /^\/(?:[\w-]+(?:\/[\w-]+)?)?$/.test(wanted) && wanted !== patterns.logIn
    ? wanted
    : patterns.home;
