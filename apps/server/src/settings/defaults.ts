import { type RetentionTimes, retentionLimits } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';

/** What holds until an administrator changes it. The names and the bank account are the demo's and say so. */
export const defaults: Settings = {
  reviewHours: 4,
  unpaidHours: 24,
  rejectedDays: 30,
  resetDays: 90,
  assignmentMinutes: 10,
  // The demo's bridge has its window only; a shipped one insists on the native dialog by itself.
  pinPrompt: 'window',
  isTrustedBridgeOn: false,
  refundOnCancel: true,
  refundOnRefusal: true,
  invoiceKinds: ['ordinary'],
  invoiceItem: { name: '*信息技术服务*CA密码重置服务费', taxCode: '', ratePercent: 6 },
  smsDailyBudget: 5_000,
  captchaWork: 2_000,
  caName: '示例数字证书认证中心（演示）',
  productName: { zh: '在线CA密码重置系统', en: 'Online CA PIN Reset' },
  hotline: '400-000-0000',
  wechat: 'jiesuo-demo',
  bankTransfer: {
    payee: '示例数字证书认证中心（演示账户，请勿汇款）',
    bank: '示例银行示例支行（演示）',
    account: '0000 0000 0000 0000（演示）',
  },
  calendar: { holidays: [], workdays: [] },
  risk: {
    newAccountDays: 7,
    recoveredDays: 7,
    resetDays: 90,
    deadlineHours: 24,
    subscribersMost: 3,
    subscriberDays: 30,
    secondFrom: 2,
    coolingHours: 24,
    stopDays: 30,
  },
  mobileCoolingHours: 72,
  retention: Object.fromEntries(
    Object.entries(retentionLimits).map(([name, { standard }]) => [name, standard]),
  ) as RetentionTimes,
};
