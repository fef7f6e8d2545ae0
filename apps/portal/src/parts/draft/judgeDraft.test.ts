import type { DraftForm, Material, MaterialKind } from '@jiesuo/contract';
import { expect, test } from 'vitest';
import { judgeDraft } from './judgeDraft.ts';

// A synthetic number with a right check digit (GB 11643-1999).
const form: DraftForm = {
  customerName: '示例科技有限公司',
  representativeName: '张三',
  representativeIdNumber: '11010519491231002X',
  representativeMobile: '13800138000',
  email: '',
  deadline: '',
  hasIdCardConsent: true,
};
const material = (kind: MaterialKind): Material => ({
  id: '0190a0a0-0000-7000-8000-000000000000',
  kind,
  mediaType: 'image/png',
  pages: 1,
  bytes: 1,
  uploadedAt: '2026-01-01T00:00:00Z',
  verdict: 'pending',
  reason: null,
  region: null,
});
const materials = [material('authorization'), material('business_license'), material('id_card')];

test('a complete draft has no fault', () => {
  expect(judgeDraft(form, '示例科技有限公司', materials)).toEqual({});
});

test('a customer name that differs from the certificate is said at its field', () => {
  expect(judgeDraft(form, '示例科技（北京）有限公司', materials)).toEqual({ customerName: 'customer_name_differs' });
});

test('an empty form names every missing field and material', () => {
  const empty = { ...form, customerName: '', representativeName: '', hasIdCardConsent: false };
  expect(judgeDraft(empty, '示例科技有限公司', [])).toEqual({
    customerName: 'required',
    representativeName: 'required',
    hasIdCardConsent: 'required',
    authorization: 'material_missing',
    business_license: 'material_missing',
    id_card: 'material_missing',
  });
});

test('a deadline that has passed, or is none, is said at its field; one to come is not', () => {
  const now = new Date('2026-11-22T12:00:00+08:00');
  const judged = (deadline: string) => judgeDraft({ ...form, deadline }, form.customerName, materials, now);
  expect(judged('2026-11-22T11:59')).toEqual({ deadline: 'deadline_past' });
  expect(judged('2026-02-31T09:30')).toEqual({ deadline: 'time_malformed' });
  expect(judged('2026-11-22T12:01')).toEqual({});
});

test('an ID number with a wrong check digit or too few characters is said at its field', () => {
  const judged = (representativeIdNumber: string) =>
    judgeDraft({ ...form, representativeIdNumber }, form.customerName, materials);
  expect(judged('110105194912310021')).toEqual({ representativeIdNumber: 'id_number_check_digit' });
  expect(judged('1101')).toEqual({ representativeIdNumber: 'id_number_malformed' });
});
