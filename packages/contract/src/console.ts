import * as c from './operations/console.ts';

/** Everything that the staff's origin answers. */
export const console = {
  'staff.logIn': c.logIn,
  'staff.logOut': c.logOut,
  'staff.me': c.me,
  'staff.list': c.staffList,
  'reviews.queue': c.queue,
  'reviews.next': c.next,
  'reviews.take': c.take,
  'reviews.hold': c.hold,
  'reviews.release': c.release,
  'reviews.inspect': c.inspect,
  'reviews.material': c.viewMaterial,
  'reviews.decide': c.decide,
  'orders.search': c.search,
  'orders.withdraw': c.withdraw,
  'orders.close': c.close,
  'orders.restoreAuthorisations': c.restoreAuthorisations,
  'orders.evidenceCopy': c.staffEvidence,
  'payments.list': c.payments,
  'payments.confirm': c.confirmPayment,
  'ukeys.list': c.ukeys,
  'ukeys.inspect': c.inspectUkey,
  'ukeys.import': c.importUkeys,
  'ukeys.setStatus': c.setUkeyStatus,
  'sms.list': c.sms,
  'audit.list': c.audit,
  'settings.list': c.settings,
  'settings.change': c.changeSettings,
  'notices.list': c.notices,
  'notices.add': c.addNotice,
  'notices.remove': c.removeNotice,
} as const;
export type Console = typeof console;
export { type Settings, settingShapes } from './operations/console.ts';
