import * as bills from './operations/console/bills.ts';
import * as custody from './operations/console/custody.ts';
import * as moneyIssues from './operations/console/moneyIssues.ts';
import * as orders from './operations/console/orders.ts';
import * as payments from './operations/console/payments.ts';
import * as records from './operations/console/records.ts';
import * as refunds from './operations/console/refunds.ts';
import * as reviews from './operations/console/reviews.ts';
import * as settings from './operations/console/settings.ts';
import * as sms from './operations/console/sms.ts';
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
  'payments.inspect': payments.inspect,
  'payments.voucher': payments.voucher,
  'payments.confirm': payments.confirm,
  'refunds.list': refunds.list,
  'refunds.ask': refunds.ask,
  'refunds.approve': refunds.approve,
  'refunds.reject': refunds.reject,
  'refunds.retry': refunds.retry,
  'refunds.confirm': refunds.confirm,
  'moneyIssues.list': moneyIssues.list,
  'moneyIssues.resolve': moneyIssues.resolve,
  'bills.list': bills.list,
  'bills.reconcile': bills.reconcile,
  'bills.save': bills.save,
  'custody.list': custody.list,
  'custody.decide': custody.decide,
  'ukeys.list': ukeys.list,
  'ukeys.inspect': ukeys.inspect,
  'ukeys.import': ukeys.importUkeys,
  'ukeys.setStatus': ukeys.setStatus,
  'sms.list': sms.list,
  'sms.status': sms.status,
  'sms.resend': sms.resend,
  'audit.list': records.audit,
  'settings.list': settings.list,
  'settings.change': settings.change,
  'notices.list': settings.listNotices,
  'notices.add': settings.addNotice,
  'notices.remove': settings.removeNotice,
} as const;
export type Console = typeof console;
export { type BillState, billStateWords } from './operations/console/bills.ts';
export { type Settings, settingShapes } from './operations/console/settings.ts';
export {
  type AttemptOutcome,
  attemptOutcomes,
  type MessageProvider,
  type MessageState,
  messageProviders,
  messageStates,
} from './operations/console/sms.ts';
