import * as custody from './operations/console/custody.ts';
import * as orders from './operations/console/orders.ts';
import * as payments from './operations/console/payments.ts';
import * as records from './operations/console/records.ts';
import * as reviews from './operations/console/reviews.ts';
import * as settings from './operations/console/settings.ts';
import * as staff from './operations/console/staff.ts';
import * as ukeys from './operations/console/ukeys.ts';

/** Everything that the staff's origin answers. */
export const console = {
  'staff.logIn': staff.logIn,
  'staff.logOut': staff.logOut,
  'staff.me': staff.me,
  'staff.list': staff.list,
  'reviews.queue': reviews.queue,
  'reviews.next': reviews.next,
  'reviews.take': reviews.take,
  'reviews.hold': reviews.hold,
  'reviews.release': reviews.release,
  'reviews.inspect': reviews.inspect,
  'reviews.material': reviews.material,
  'reviews.decide': reviews.decide,
  'orders.search': orders.search,
  'orders.withdraw': orders.withdraw,
  'orders.close': orders.close,
  'orders.restoreAuthorisations': orders.restoreAuthorisations,
  'orders.evidenceCopy': orders.evidenceCopy,
  'payments.list': payments.list,
  'payments.confirm': payments.confirm,
  'custody.list': custody.list,
  'custody.decide': custody.decide,
  'ukeys.list': ukeys.list,
  'ukeys.inspect': ukeys.inspect,
  'ukeys.import': ukeys.importUkeys,
  'ukeys.setStatus': ukeys.setStatus,
  'sms.list': records.sms,
  'audit.list': records.audit,
  'settings.list': settings.list,
  'settings.change': settings.change,
  'notices.list': settings.listNotices,
  'notices.add': settings.addNotice,
  'notices.remove': settings.removeNotice,
} as const;
export type Console = typeof console;
export { type Settings, settingShapes } from './operations/console/settings.ts';
