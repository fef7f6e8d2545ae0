import { riskRuleNames } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { defaults } from '../settings/defaults.ts';
import { demandsOf, judgeRisk, type RiskFacts } from './rules.ts';

const calm: RiskFacts = {
  accountDays: 900,
  recoveredDays: null,
  contact: { onRecord: '138****0000', used: '138****0000', isSame: true },
  lastReset: null,
  lastRepresentative: null,
  materialsSeen: [],
  contradictions: [],
  unread: [],
  deadlineHours: null,
  subscribers: 1,
  certificateContact: null,
  organisation: null,
  returned: null,
  isTouched: false,
};
const order = 'CA20260302AAAAAA';
const alarming: Record<(typeof riskRuleNames)[number], Partial<RiskFacts>> = {
  new_account: { accountDays: 6 },
  account_recovered: { recoveredDays: 0 },
  phone_not_on_record: { contact: { onRecord: '138****0000', used: '139****0000', isSame: false } },
  no_contact_on_record: { contact: null },
  second_reset: { lastReset: { order, days: 89 } },
  representative_changed: { lastRepresentative: { order, before: '李四', now: '王五', isSame: false } },
  material_seen: { materialsSeen: ['id_card'] },
  material_contradicts: { contradictions: ['uscc_differs'] },
  material_unread: { unread: ['business_license'] },
  deadline_near: { deadlineHours: 23 },
  many_subscribers: { subscribers: 3 },
  certificate_contact_differs: { certificateContact: { certificate: '1101**', form: '3101**' } },
  organisation_differs: { organisation: { account: '示例甲', certificate: '示例乙' } },
  refused_before: { returned: '印章不符' },
  reviewer_touched_before: { isTouched: true },
};
const fire = (facts: Partial<RiskFacts>) => judgeRisk({ ...calm, ...facts }, defaults.risk).map(({ rule }) => rule);

test('an order with nothing unusual fires no rule', () => {
  expect(fire({})).toEqual([]);
});

test.each(riskRuleNames)('%s fires for its own fact, and for no other', (rule) => {
  expect(fire(alarming[rule])).toEqual([rule]);
});

test('at its limit a rule is silent', () => {
  expect(
    fire({ accountDays: 7, recoveredDays: 7, lastReset: { order, days: 90 }, deadlineHours: 24, subscribers: 2 }),
  ).toEqual([]);
});

test('two small signs together ask for a second person, one alone does not', () => {
  expect([...demandsOf(['deadline_near'], defaults.risk)]).toEqual([]);
  expect([...demandsOf(['deadline_near', 'material_unread'], defaults.risk)]).toEqual(['second_approval']);
  expect([...demandsOf([], defaults.risk)]).toEqual([]);
});
