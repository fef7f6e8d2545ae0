import { settingShapes } from '@jiesuo/contract/console';
import type { Words } from '../../words/zh.ts';
import type { Values } from './values.ts';

type Label = {
  [K in keyof Words['settings']]: Words['settings'][K] extends string ? K : never;
}[keyof Words['settings']];
export interface SettingField {
  readonly name: Exclude<
    keyof Values,
    | 'calendar.holidays'
    | 'calendar.workdays'
    | 'pinPrompt'
    | 'isTrustedBridgeOn'
    | 'refundOnCancel'
    | 'refundOnRefusal'
    | 'invoiceKinds'
  >;
  readonly label: Label;
  readonly hint?: Label;
  readonly bounds?: { readonly minValue: number | null; readonly maxValue: number | null };
}
const risk = settingShapes.risk.shape;
const retention = settingShapes.retention.shape;

/** The page's sections and fields, in order; bounds come from the contract. */
export const sections: readonly { readonly title: Label; readonly fields: readonly SettingField[] }[] = [
  {
    title: 'fees',
    fields: [
      { name: 'reviewHours', label: 'reviewHours', bounds: settingShapes.reviewHours },
      { name: 'assignmentMinutes', label: 'assignmentMinutes', bounds: settingShapes.assignmentMinutes },
      { name: 'unpaidHours', label: 'unpaidHours', bounds: settingShapes.unpaidHours },
      { name: 'rejectedDays', label: 'rejectedDays', bounds: settingShapes.rejectedDays },
      { name: 'resetDays', label: 'resetDays', bounds: settingShapes.resetDays },
    ],
  },
  {
    title: 'risk',
    fields: [
      { name: 'risk.newAccountDays', label: 'riskNewAccountDays', bounds: risk.newAccountDays },
      { name: 'risk.recoveredDays', label: 'riskRecoveredDays', bounds: risk.recoveredDays },
      { name: 'risk.resetDays', label: 'riskResetDays', bounds: risk.resetDays },
      { name: 'risk.deadlineHours', label: 'riskDeadlineHours', bounds: risk.deadlineHours },
      { name: 'risk.subscribersMost', label: 'riskSubscribersMost', bounds: risk.subscribersMost },
      { name: 'risk.subscriberDays', label: 'riskSubscriberDays', bounds: risk.subscriberDays },
      { name: 'risk.secondFrom', label: 'riskSecondFrom', hint: 'riskSecondFromHint', bounds: risk.secondFrom },
      { name: 'risk.coolingHours', label: 'riskCoolingHours', hint: 'riskCoolingHoursHint', bounds: risk.coolingHours },
      { name: 'risk.stopDays', label: 'riskStopDays', bounds: risk.stopDays },
      {
        name: 'mobileCoolingHours',
        label: 'mobileCoolingHours',
        hint: 'mobileCoolingHoursHint',
        bounds: settingShapes.mobileCoolingHours,
      },
    ],
  },
  {
    title: 'retention',
    fields: [
      { name: 'retention.draftDays', label: 'keptDraftDays', hint: 'keptDraftDaysHint', bounds: retention.draftDays },
      { name: 'retention.cancelledDays', label: 'keptCancelledDays', bounds: retention.cancelledDays },
      { name: 'retention.rejectedDays', label: 'keptRejectedDays', bounds: retention.rejectedDays },
      {
        name: 'retention.restrictDays',
        label: 'keptRestrictDays',
        hint: 'keptRestrictDaysHint',
        bounds: retention.restrictDays,
      },
      {
        name: 'retention.evidenceYears',
        label: 'keptEvidenceYears',
        hint: 'keptEvidenceYearsHint',
        bounds: retention.evidenceYears,
      },
      {
        name: 'retention.paymentYears',
        label: 'keptPaymentYears',
        hint: 'keptPaymentYearsHint',
        bounds: retention.paymentYears,
      },
      { name: 'retention.invoiceYears', label: 'keptInvoiceYears', bounds: retention.invoiceYears },
      {
        name: 'retention.messageDays',
        label: 'keptMessageDays',
        hint: 'keptMessageDaysHint',
        bounds: retention.messageDays,
      },
      { name: 'retention.sessionDays', label: 'keptSessionDays', bounds: retention.sessionDays },
    ],
  },
  {
    title: 'invoiceItem',
    fields: [
      { name: 'invoiceItem.name', label: 'invoiceItemName', hint: 'invoiceItemHint' },
      { name: 'invoiceItem.taxCode', label: 'invoiceTaxCode', hint: 'invoiceTaxCodeHint' },
      {
        name: 'invoiceItem.ratePercent',
        label: 'invoiceRate',
        bounds: settingShapes.invoiceItem.shape.ratePercent,
      },
    ],
  },
  {
    title: 'messages',
    fields: [
      {
        name: 'smsDailyBudget',
        label: 'smsDailyBudget',
        hint: 'smsDailyBudgetHint',
        bounds: settingShapes.smsDailyBudget,
      },
      { name: 'captchaWork', label: 'captchaWork', hint: 'captchaWorkHint', bounds: settingShapes.captchaWork },
    ],
  },
  {
    title: 'brand',
    fields: [
      { name: 'caName', label: 'caName' },
      { name: 'productName.zh', label: 'productZh' },
      { name: 'productName.en', label: 'productEn' },
      { name: 'hotline', label: 'hotline' },
      { name: 'wechat', label: 'wechat' },
    ],
  },
  {
    title: 'bank',
    fields: [
      { name: 'bankTransfer.payee', label: 'payee' },
      { name: 'bankTransfer.bank', label: 'bankName' },
      { name: 'bankTransfer.account', label: 'account' },
    ],
  },
];
