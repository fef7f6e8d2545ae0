import type { InvoiceKind } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';

/** The settings as they are typed: text by dotted path. */
export const valuesOf = (s: Settings) => ({
  reviewHours: String(s.reviewHours),
  unpaidHours: String(s.unpaidHours),
  rejectedDays: String(s.rejectedDays),
  resetDays: String(s.resetDays),
  assignmentMinutes: String(s.assignmentMinutes),
  pinPrompt: s.pinPrompt,
  isTrustedBridgeOn: s.isTrustedBridgeOn,
  refundOnCancel: s.refundOnCancel,
  refundOnRefusal: s.refundOnRefusal,
  invoiceKinds: s.invoiceKinds as readonly InvoiceKind[],
  'invoiceItem.name': s.invoiceItem.name,
  'invoiceItem.taxCode': s.invoiceItem.taxCode,
  'invoiceItem.ratePercent': String(s.invoiceItem.ratePercent),
  'risk.newAccountDays': String(s.risk.newAccountDays),
  'risk.recoveredDays': String(s.risk.recoveredDays),
  'risk.resetDays': String(s.risk.resetDays),
  'risk.deadlineHours': String(s.risk.deadlineHours),
  'risk.subscribersMost': String(s.risk.subscribersMost),
  'risk.subscriberDays': String(s.risk.subscriberDays),
  'risk.secondFrom': String(s.risk.secondFrom),
  'risk.coolingHours': String(s.risk.coolingHours),
  'risk.stopDays': String(s.risk.stopDays),
  mobileCoolingHours: String(s.mobileCoolingHours),
  smsDailyBudget: String(s.smsDailyBudget),
  captchaWork: String(s.captchaWork),
  caName: s.caName,
  'productName.zh': s.productName.zh,
  'productName.en': s.productName.en,
  hotline: s.hotline,
  wechat: s.wechat,
  'bankTransfer.payee': s.bankTransfer.payee,
  'bankTransfer.bank': s.bankTransfer.bank,
  'bankTransfer.account': s.bankTransfer.account,
  'calendar.holidays': s.calendar.holidays.join('\n'),
  'calendar.workdays': s.calendar.workdays.join('\n'),
  'retention.draftDays': String(s.retention.draftDays),
  'retention.cancelledDays': String(s.retention.cancelledDays),
  'retention.rejectedDays': String(s.retention.rejectedDays),
  'retention.restrictDays': String(s.retention.restrictDays),
  'retention.evidenceYears': String(s.retention.evidenceYears),
  'retention.paymentYears': String(s.retention.paymentYears),
  'retention.invoiceYears': String(s.retention.invoiceYears),
  'retention.messageDays': String(s.retention.messageDays),
  'retention.sessionDays': String(s.retention.sessionDays),
});
export type Values = ReturnType<typeof valuesOf>;

/** Days by any blank or comma between them, sorted, each once. */
const days = (typed: string) => [...new Set(typed.split(/[\s,，、;；]+/).filter(Boolean))].toSorted();

/** NaN for anything that is not a plain whole number: the schema then names the fault. */
const whole = (typed: string) => {
  const text = typed.normalize('NFKC').trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
};

export const settingsFrom = (v: Values): Settings => ({
  reviewHours: whole(v.reviewHours),
  unpaidHours: whole(v.unpaidHours),
  rejectedDays: whole(v.rejectedDays),
  resetDays: whole(v.resetDays),
  assignmentMinutes: whole(v.assignmentMinutes),
  pinPrompt: v.pinPrompt,
  isTrustedBridgeOn: v.isTrustedBridgeOn,
  refundOnCancel: v.refundOnCancel,
  refundOnRefusal: v.refundOnRefusal,
  invoiceKinds: [...v.invoiceKinds],
  invoiceItem: {
    name: v['invoiceItem.name'].trim(),
    taxCode: v['invoiceItem.taxCode'].replace(/\s/g, ''),
    ratePercent: whole(v['invoiceItem.ratePercent']),
  },
  risk: {
    newAccountDays: whole(v['risk.newAccountDays']),
    recoveredDays: whole(v['risk.recoveredDays']),
    resetDays: whole(v['risk.resetDays']),
    deadlineHours: whole(v['risk.deadlineHours']),
    subscribersMost: whole(v['risk.subscribersMost']),
    subscriberDays: whole(v['risk.subscriberDays']),
    secondFrom: whole(v['risk.secondFrom']),
    coolingHours: whole(v['risk.coolingHours']),
    stopDays: whole(v['risk.stopDays']),
  },
  mobileCoolingHours: whole(v.mobileCoolingHours),
  smsDailyBudget: whole(v.smsDailyBudget),
  captchaWork: whole(v.captchaWork),
  caName: v.caName.trim(),
  productName: { zh: v['productName.zh'].trim(), en: v['productName.en'].trim() },
  hotline: v.hotline.trim(),
  wechat: v.wechat.trim(),
  bankTransfer: {
    payee: v['bankTransfer.payee'].trim(),
    bank: v['bankTransfer.bank'].trim(),
    account: v['bankTransfer.account'].trim(),
  },
  calendar: { holidays: days(v['calendar.holidays']), workdays: days(v['calendar.workdays']) },
  retention: {
    draftDays: whole(v['retention.draftDays']),
    cancelledDays: whole(v['retention.cancelledDays']),
    rejectedDays: whole(v['retention.rejectedDays']),
    restrictDays: whole(v['retention.restrictDays']),
    evidenceYears: whole(v['retention.evidenceYears']),
    paymentYears: whole(v['retention.paymentYears']),
    invoiceYears: whole(v['retention.invoiceYears']),
    messageDays: whole(v['retention.messageDays']),
    sessionDays: whole(v['retention.sessionDays']),
  },
});

/** Only what differs is sent, so that two administrators do not undo each other's changes. */
export const changed = (before: Settings, after: Settings): Partial<Settings> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Settings]),
    ),
  );
