import * as accounts from './operations/accounts.ts';
import * as addresses from './operations/addresses.ts';
import * as captcha from './operations/captcha.ts';
import * as ceremonies from './operations/ceremonies.ts';
import * as consents from './operations/consents.ts';
import * as diagnosis from './operations/diagnosis.ts';
import * as drafts from './operations/drafts.ts';
import * as invoices from './operations/invoices.ts';
import * as invoiceTitles from './operations/invoiceTitles.ts';
import * as links from './operations/links.ts';
import * as materials from './operations/materials.ts';
import * as mobileChanges from './operations/mobileChanges.ts';
import * as orders from './operations/orders.ts';
import * as payments from './operations/payments.ts';
import * as settings from './operations/settings.ts';
import * as stops from './operations/stops.ts';

/** Everything that the customer's origin answers. */
export const portal = {
  'accounts.sendCode': accounts.sendCode,
  'accounts.register': accounts.register,
  'accounts.logIn': accounts.logIn,
  'accounts.logOut': accounts.logOut,
  'accounts.resetPassword': accounts.resetPassword,
  'accounts.changePassword': accounts.changePassword,
  'accounts.me': accounts.me,
  'accounts.edit': accounts.edit,
  'accounts.sessions': accounts.sessions,
  'accounts.endSession': accounts.endSession,
  'accounts.endOtherSessions': accounts.endOtherSessions,
  'accounts.consents': accounts.consents,
  'accounts.exportData': accounts.exportData,
  'accounts.removal': accounts.removal,
  'accounts.remove': accounts.remove,
  'accounts.sendMailCode': accounts.sendMailCode,
  'accounts.confirmMail': accounts.confirmMail,
  'accounts.stopMail': accounts.stopMail,
  'addresses.list': addresses.list,
  'addresses.add': addresses.add,
  'addresses.edit': addresses.edit,
  'addresses.remove': addresses.remove,
  'captcha.challenge': captcha.challenge,
  'ceremonies.sendStepUp': ceremonies.sendStepUp,
  'ceremonies.pair': ceremonies.pair,
  'ceremonies.watch': ceremonies.watch,
  'ceremonies.cancel': ceremonies.cancel,
  'ceremonies.redeem': ceremonies.redeem,
  'ceremonies.exchange': ceremonies.exchange,
  'consents.state': consents.state,
  'consents.give': consents.give,
  'consents.withdraw': consents.withdraw,
  'consents.text': consents.text,
  'diagnosis.list': diagnosis.list,
  'drafts.get': drafts.get,
  'drafts.choose': drafts.choose,
  'drafts.save': drafts.save,
  'drafts.discard': drafts.discard,
  'drafts.letter': drafts.letter,
  'invoices.show': invoices.show,
  'invoices.ask': invoices.ask,
  'invoices.withdraw': invoices.withdraw,
  'invoices.download': invoices.download,
  'invoiceTitles.list': invoiceTitles.list,
  'invoiceTitles.add': invoiceTitles.add,
  'invoiceTitles.edit': invoiceTitles.edit,
  'invoiceTitles.remove': invoiceTitles.remove,
  'links.open': links.open,
  'materials.upload': materials.upload,
  'materials.remove': materials.remove,
  'materials.preview': materials.preview,
  'materials.suggestions': materials.suggestions,
  'mobileChanges.show': mobileChanges.show,
  'mobileChanges.sendCode': mobileChanges.sendCode,
  'mobileChanges.byCodes': mobileChanges.byCodes,
  'mobileChanges.uploadPaper': mobileChanges.uploadPaper,
  'mobileChanges.ask': mobileChanges.ask,
  'mobileChanges.withdraw': mobileChanges.withdraw,
  'orders.submit': orders.submit,
  'orders.list': orders.list,
  'orders.get': orders.get,
  'orders.cancel': orders.cancel,
  'orders.resubmit': orders.resubmit,
  'orders.evidence': orders.evidence,
  'orders.receipt': orders.receipt,
  'orders.payment': orders.payment,
  'payments.start': payments.start,
  'payments.check': payments.check,
  'payments.uploadVoucher': payments.uploadVoucher,
  'settings.show': settings.show,
  'stops.stop': stops.stop,
} as const;
export type Portal = typeof portal;
export { type CaptchaAnswer, type CaptchaChallenge, captchaChallenge } from './operations/captcha.ts';
export { type Invoice, type ShownInvoice } from './operations/invoices.ts';
export { type Title, type TitleFacts } from './operations/invoiceTitles.ts';
