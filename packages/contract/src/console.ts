import * as apiKeys from './operations/console/apiKeys.ts';
import * as audit from './operations/console/audit.ts';
import * as bills from './operations/console/bills.ts';
import * as custody from './operations/console/custody.ts';
import * as figures from './operations/console/figures.ts';
import * as invoices from './operations/console/invoices.ts';
import * as links from './operations/console/links.ts';
import * as mobileChanges from './operations/console/mobileChanges.ts';
import * as moneyIssues from './operations/console/moneyIssues.ts';
import * as orders from './operations/console/orders.ts';
import * as payments from './operations/console/payments.ts';
import * as refunds from './operations/console/refunds.ts';
import * as retention from './operations/console/retention.ts';
import * as reviews from './operations/console/reviews.ts';
import * as risk from './operations/console/risk.ts';
import * as settings from './operations/console/settings.ts';
import * as sms from './operations/console/sms.ts';
import * as staff from './operations/console/staff.ts';
import * as staffing from './operations/console/staffing.ts';
import * as texts from './operations/console/texts.ts';
import * as ukeys from './operations/console/ukeys.ts';
import { unmask } from './operations/console/unmask.ts';
import * as webhooks from './operations/console/webhooks.ts';

/** Everything that the staff's origin answers. */
export const console = {
  'staff.logIn': staff.logIn,
  'staff.askPasskey': staff.askPasskey,
  'staff.logInByPasskey': staff.logInByPasskey,
  'staff.openInvitation': staff.openInvitation,
  'staff.enrol': staff.enrol,
  'staff.stepUp': staff.stepUp,
  'staff.logOut': staff.logOut,
  'staff.me': staff.me,
  'staff.sessions': staff.sessions,
  'staff.endOtherSessions': staff.endOtherSessions,
  'staff.changePassword': staff.changePassword,
  'staff.factors': staff.factors,
  'staff.askNewPasskey': staff.askNewPasskey,
  'staff.addPasskey': staff.addPasskey,
  'staff.removePasskey': staff.removePasskey,
  'staff.askTotp': staff.askTotp,
  'staff.setTotp': staff.setTotp,
  'staff.removeTotp': staff.removeTotp,
  'staff.list': staffing.list,
  'staff.hire': staffing.hire,
  'staff.setMobile': staffing.setMobile,
  'staff.grantRoles': staffing.grantRoles,
  'staff.resetFactors': staffing.resetFactors,
  'staff.settleProposal': staffing.settleProposal,
  'staff.setDisabled': staffing.setDisabled,
  'staff.policy': staffing.policy,
  'staff.changePolicy': staffing.changePolicy,
  'figures.orders': figures.orders,
  'figures.reviews': figures.reviews,
  'figures.resets': figures.resets,
  'figures.reviewers': figures.reviewers,
  'figures.money': figures.money,
  'figures.messages': figures.messages,
  'figures.save': figures.save,
  'reviews.queue': reviews.queue,
  'reviews.counts': reviews.counts,
  'reviews.next': reviews.next,
  'reviews.ahead': reviews.ahead,
  'reviews.take': reviews.take,
  'reviews.hold': reviews.hold,
  'reviews.release': reviews.release,
  'reviews.inspect': reviews.inspect,
  'reviews.material': reviews.material,
  'reviews.decide': reviews.decide,
  'reviews.unmask': unmask,
  'risk.show': risk.show,
  'risk.list': risk.list,
  'risk.take': risk.take,
  'risk.decide': risk.decide,
  'risk.liftStop': risk.liftStop,
  'mobileChanges.list': mobileChanges.list,
  'mobileChanges.inspect': mobileChanges.inspect,
  'mobileChanges.paper': mobileChanges.paper,
  'mobileChanges.decide': mobileChanges.decide,
  'mobileChanges.confirm': mobileChanges.confirm,
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
  'invoices.list': invoices.list,
  'invoices.inspect': invoices.inspect,
  'invoices.reject': invoices.reject,
  'invoices.export': invoices.exportRequests,
  'invoices.sheet': invoices.sheet,
  'invoices.import': invoices.importSheet,
  'invoices.upload': invoices.upload,
  'invoices.requireRed': invoices.requireRed,
  'invoices.redLetter': invoices.redLetter,
  'invoices.file': invoices.file,
  'custody.list': custody.list,
  'custody.decide': custody.decide,
  'ukeys.list': ukeys.list,
  'ukeys.inspect': ukeys.inspect,
  'ukeys.import': ukeys.importUkeys,
  'ukeys.setStatus': ukeys.setStatus,
  'sms.list': sms.list,
  'sms.status': sms.status,
  'sms.resend': sms.resend,
  'audit.list': audit.list,
  'audit.state': audit.state,
  'audit.prove': audit.prove,
  'audit.compare': audit.compare,
  'audit.export': audit.exportLog,
  'retention.open': retention.open,
  'retention.state': retention.state,
  'retention.list': retention.list,
  'retention.openings': retention.openings,
  'retention.export': retention.exportRecords,
  'settings.list': settings.list,
  'settings.change': settings.change,
  'texts.list': texts.list,
  'texts.waiting': texts.waiting,
  'texts.show': texts.show,
  'texts.history': texts.history,
  'texts.save': texts.save,
  'texts.discard': texts.discard,
  'texts.publish': texts.publish,
  'texts.settle': texts.settle,
  'apiKeys.list': apiKeys.list,
  'apiKeys.create': apiKeys.create,
  'apiKeys.settle': apiKeys.settle,
  'apiKeys.rotate': apiKeys.rotate,
  'apiKeys.revoke': apiKeys.revoke,
  'links.show': links.show,
  'links.change': links.change,
  'webhooks.list': webhooks.list,
  'webhooks.add': webhooks.add,
  'webhooks.change': webhooks.change,
  'webhooks.remove': webhooks.remove,
  'webhooks.rotate': webhooks.rotate,
  'webhooks.test': webhooks.test,
  'webhooks.deliveries': webhooks.deliveries,
  'webhooks.resend': webhooks.resend,
} as const;
export type Console = typeof console;
export { type BillState, billStateWords } from './operations/console/bills.ts';
export {
  type FileFault,
  fileFaultWords,
  type RowFault,
  rowFaultWords,
} from './operations/console/invoices.ts';
export { type Settlement, settlements, settlementWords } from './operations/console/moneyIssues.ts';
export { dueMost } from './operations/console/retention.ts';
export { countMost } from './operations/console/reviews.ts';
export { type Settings, settingShapes } from './operations/console/settings.ts';
export {
  type AttemptOutcome,
  attemptOutcomes,
  type MessageProvider,
  type MessageState,
  messageProviders,
  messageStates,
} from './operations/console/sms.ts';
export type { CreatedPasskey, PasskeyCreation, PasskeyRequest, UsedPasskey } from './operations/console/staff.ts';
export { type Invitation, type SessionPolicy, sessionPolicyShape } from './operations/console/staffing.ts';
export { needsStepUp, stepUpMinutes, stepUpOperations } from './stepUp.ts';
