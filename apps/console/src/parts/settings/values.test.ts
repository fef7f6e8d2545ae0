import type { Settings } from '@jiesuo/contract/console';
import { faultsOf } from '@jiesuo/ui';
import { expect, test } from 'vitest';
import { inputOf } from '../../api.ts';
import { changed, settingsFrom, valuesOf } from './values.ts';

const settings: Settings = {
  reviewHours: 4,
  unpaidHours: 24,
  rejectedDays: 30,
  resetDays: 90,
  assignmentMinutes: 15,
  pinPrompt: 'window',
  isTrustedBridgeOn: false,
  refundOnCancel: true,
  refundOnRefusal: true,
  invoiceKinds: ['ordinary'],
  invoiceItem: { name: '服务费', taxCode: '', ratePercent: 6 },
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
  smsDailyBudget: 5000,
  captchaWork: 2000,
  caName: '示例CA',
  productName: { zh: '解锁', en: 'Jiesuo' },
  hotline: '400-000-0000',
  wechat: 'example',
  bankTransfer: { payee: '示例CA', bank: '示例银行', account: '0000' },
  calendar: { holidays: ['2027-02-08'], workdays: [] },
  mobileCoolingHours: 72,
  retention: {
    draftDays: 7,
    cancelledDays: 30,
    rejectedDays: 90,
    restrictDays: 30,
    evidenceYears: 5,
    paymentYears: 10,
    invoiceYears: 10,
    messageDays: 184,
    sessionDays: 1096,
  },
};

test('nothing changes by being shown', () => {
  expect(changed(settings, settingsFrom(valuesOf(settings)))).toEqual({});
});

test('only what was changed is sent', () => {
  const values = { ...valuesOf(settings), reviewHours: '8' };
  expect(changed(settings, settingsFrom(values))).toEqual({ reviewHours: 8 });
});

test('what is not a number is named at its field', () => {
  const values = { ...valuesOf(settings), reviewHours: '4.5', hotline: ' ' };
  const faults = faultsOf(inputOf('settings.change'), changed(settings, settingsFrom(values)));
  expect(Object.keys(faults).sort()).toEqual(['hotline', 'reviewHours']);
});

test('days of the calendar are read however they are separated, and a day that is none is named', () => {
  const typed = { ...valuesOf(settings), 'calendar.workdays': '2027-02-20，2027-02-06\n 2027-02-20' };
  expect(settingsFrom(typed).calendar).toEqual({ holidays: ['2027-02-08'], workdays: ['2027-02-06', '2027-02-20'] });
});
