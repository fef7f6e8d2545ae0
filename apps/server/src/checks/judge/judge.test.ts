import { expect, test } from 'vitest';
import type { PageReading, ReadFact, Reading } from '../read/reading.ts';
import { judge } from './judge.ts';
import type { Expected } from './verdict.ts';

const box = { x: 0.1, y: 0.1, width: 0.2, height: 0.05 };
const company = '云川市恒泰建设工程有限公司';
const expected: Expected = {
  kind: 'business_license',
  company,
  person: '李四',
  idNumber: '11010519491231002X',
  uscc: '91990101MA7AHR8B6L',
  organisationCode: 'MA7AHR8B6',
  references: ['019ac0de-0000-7000-8000-0123456789ab'],
  today: '2026-11-22',
  elsewhere: [],
};
const fact = (name: ReadFact['fact'], text: string): ReadFact => ({ fact: name, text, box });
const page = (look: PageReading['look'], rest: Partial<PageReading> = {}): Reading => ({
  engine: 'test',
  pages: [{ page: 1, look, facts: [], seals: [], codes: [], sharpness: 0.9, cutSides: [], shortSide: 900, ...rest }],
});
const seal = { box, text: company };
const codes = (reading: Reading, more: Partial<Expected> = {}) =>
  judge(reading, { ...expected, ...more }).findings.map(({ code, severity }) => `${severity} ${code}`);
const outcome = (reading: Reading, name: string, more: Partial<Expected> = {}) =>
  judge(reading, { ...expected, ...more }).comparisons.find((one) => one.fact === name)?.outcome;
const licence = (uscc: string, name = company, rest: Partial<PageReading> = {}) =>
  page('business_license', { facts: [fact('company', name), fact('uscc', uscc)], seals: [seal], ...rest });

test('a licence that says what the certificate says raises nothing', () => {
  expect(codes(licence('91990101MA7AHR8B6L'))).toEqual([]);
  expect(outcome(licence('91990101MA7AHR8B6L'), 'uscc')).toBe('equal');
});

test('the right name with another credit code is a warning, and so is a QR code that says another one', () => {
  expect(codes(licence('91990101MAC681KX8D'))).toEqual(['warning uscc_differs']);
  const code = { box, claimedText: 'http://example.com/?uniscid=91990101MAC681KX8D' };
  expect(codes(licence('91990101MA7AHR8B6L', company, { codes: [code] }))).toEqual(['warning code_differs']);
});

test('a name of one other character is to be compared by a person; another name is a warning', () => {
  expect(codes(licence('91990101MA7AHR8B6L', '云川市恒泰建筑工程有限公司'))).toEqual(['hint company_differs']);
  expect(codes(licence('91990101MA7AHR8B6L', '海陵市源智贸易有限公司'))).toEqual(['warning company_differs']);
});

test('what was not read is no difference', () => {
  expect(codes(page('business_license', { seals: [seal] }))).toEqual([]);
  expect(outcome(page('business_license'), 'uscc')).toBe('unread');
});

test('a certificate without a credit code is compared by its organisation code', () => {
  const old = { uscc: undefined };
  expect(outcome(licence('91990101MA7AHR8B6L'), 'uscc', old)).toBe('equal');
  expect(codes(licence('91990101MAC681KX8D'), old)).toEqual(['warning uscc_differs']);
});

test('an empty form differs from nothing: the upload may come first', () => {
  const empty = { company: '', person: '', idNumber: '', uscc: undefined, organisationCode: undefined };
  expect(codes(licence('91990101MAC681KX8D'), empty)).toEqual([]);
});

test("the authority's own seal is not the company's", () => {
  const authority = { box, text: '云川市新城区市场监督管理局' };
  expect(codes(licence('91990101MA7AHR8B6L', company, { seals: [authority] }))).toEqual(['hint seal_missing']);
  expect(codes(licence('91990101MA7AHR8B6L', company, { seals: [] }))).toEqual(['warning seal_missing']);
});

test('a paper in the wrong place is said, and nothing else is compared', () => {
  expect(codes(licence('91990101MAC681KX8D'), { kind: 'id_card' })).toEqual(['warning looks_like_license']);
  expect(codes(page('unknown'), { kind: 'id_card' })).toEqual(['hint not_recognised']);
});

test('an ID card has two sides, and its last day still counts', () => {
  const card = { kind: 'id_card' } as const;
  const facts = (until: string) => [
    fact('person', '李四'),
    fact('id_number', expected.idNumber),
    fact('id_valid_until', until),
  ];
  expect(codes(page('id_card_front', { facts: facts('2030-01-01').slice(0, 2) }), card)).toEqual([
    'warning id_card_back_missing',
  ]);
  expect(codes(page('id_card_back', { facts: facts('2030-01-01').slice(2) }), card)).toEqual([
    'warning id_card_front_missing',
  ]);
  expect(codes(page('id_card', { facts: facts('2026-11-22') }), card)).toEqual([]);
  expect(codes(page('id_card', { facts: facts('long') }), card)).toEqual([]);
  expect(codes(page('id_card', { facts: facts('2026-11-21') }), card)).toEqual(['warning id_card_expired']);
});

test('a letter may say it in any sentence; the QR code of another draft is a warning', () => {
  const letter = { kind: 'authorization' } as const;
  const lines = [fact('line', `兹授权李四代表${company}办理密码重置`), fact('id_number', expected.idNumber)];
  const code = (claimedText: string) => [{ box, claimedText }];
  expect(codes(page('authorization', { facts: lines, seals: [seal] }), letter)).toEqual([]);
  expect(
    codes(page('authorization', { facts: lines, seals: [seal], codes: code(expected.references[0] ?? '') }), letter),
  ).toEqual([]);
  expect(
    codes(
      page('authorization', { facts: lines, seals: [seal], codes: code('019ac0de-1111-7000-8000-0123456789ab') }),
      letter,
    ),
  ).toEqual(['warning letter_of_another_draft']);
});
