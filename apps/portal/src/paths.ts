import type { HelpAnchor } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

/** Every address of these pages. `$number` stands for an order number. */
export const patterns = {
  home: '/',
  logIn: '/log-in',
  register: '/register',
  forgotPassword: '/forgot-password',
  /** The code stands in the fragment, which is never sent over the network. */
  stop: '/stop',
  read: '/reset',
  form: '/reset/form',
  check: '/reset/check',
  orders: '/orders',
  order: '/orders/$number',
  pay: '/orders/$number/pay',
  reset: '/orders/$number/reset',
  done: '/orders/$number/done',
  account: '/account',
  accountTab: '/account/$tab',
  help: '/help',
  download: '/download',
} as const;

export const accountTabs = [
  'addresses',
  'titles',
  'profile',
  'mobile',
  'password',
  'sessions',
  'consents',
  'data',
] as const;
export type AccountTab = (typeof accountTabs)[number];

const ofOrder = (pattern: string) => (number: string) => pattern.replace('$number', encodeURIComponent(number));

export const paths = {
  ...patterns,
  logIn: (returnTo?: string) =>
    returnTo && returnTo !== '/' ? `${patterns.logIn}?returnTo=${encodeURIComponent(returnTo)}` : patterns.logIn,
  orders: (tab?: string) => (tab ? `${patterns.orders}?tab=${tab}` : patterns.orders),
  order: ofOrder(patterns.order),
  /** 材料重传 stands on the order's page. */
  resend: (number: string) => `${ofOrder(patterns.order)(number)}#resend`,
  pay: ofOrder(patterns.pay),
  reset: ofOrder(patterns.reset),
  done: ofOrder(patterns.done),
  /** One of the archives that `npm run ship` makes. */
  downloadFile: (name: string) => `/downloads/${encodeURIComponent(name)}`,
  downloadList: '/downloads/manifest.json',
  /** The system starts the bridge, where it is installed; nothing happens where it is not. */
  startBridge: 'jiesuo-bridge://start',
  accountTab: (tab: AccountTab) => patterns.accountTab.replace('$tab', tab),
  help: (section?: HelpAnchor) => (section ? `${patterns.help}#${section}` : patterns.help),
};

/** A page of this site to return to after log-in; anything that could lead elsewhere becomes 首页. */
export function safeReturn(wanted: unknown): string {
  const isOwn = typeof wanted === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(wanted) && wanted.length < 500;
  return isOwn && !wanted.startsWith(patterns.logIn) ? wanted : patterns.home;
}

const LABEL = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** 24 random characters: a fresh origin each time, so that nothing an earlier holder of the port left there is met again. */
export function randomLabel(): string {
  let label = '';
  while (label.length < 24)
    // 252 is the largest multiple of 36 in a byte: beyond it the first letters would come more often.
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 252 && label.length < 24) label += LABEL.charAt(byte % 36);
  return label;
}

/** A language as the bridge is told of it, whichever way the code goes: for its words alone. */
export const speechOf = (language: Language): 'zh-CN' | 'en' => (language === 'zh' ? 'zh-CN' : 'en');

/** The system hands the code to the bridge, which shows its own dialogs and asks the server itself (apps/bridge/src/carriers). */
export const bridgeLink = (code: string, language: Language): string =>
  `jiesuo-bridge://${code}?portal=${encodeURIComponent(location.origin)}&language=${speechOf(language)}`;

/** The bridge's own window. The code stands in the fragment, which is never sent over the network. */
export const bridgeWindow = (port: number, code: string, language: Language): string =>
  `http://${randomLabel()}.localhost:${port}/window#${code}.${speechOf(language)}`;
/** The same window for a PIN that is still known: without code, ticket or server, between the person and the bridge alone. */
export const bridgeChange = (port: number, language: Language): string => bridgeWindow(port, 'change', language);
