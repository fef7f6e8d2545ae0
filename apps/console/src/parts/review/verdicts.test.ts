import { expect, test } from 'vitest';
import { decisionOf, judged, type Material, missingFor, type Verdict, verdictsOf } from './verdicts.ts';

const accepted: Verdict = { verdict: 'accepted', reason: '' };
const refused = (reason: string): Verdict => ({ verdict: 'refused', reason });
const pending: Verdict = { verdict: 'pending', reason: '' };

test('an order is approved only when every material is accepted', () => {
  expect(missingFor('approve', { a: accepted, b: accepted, c: accepted })).toBeUndefined();
  expect(missingFor('approve', { a: accepted, b: refused('模糊') })).toBe('mayNotApprove');
  expect(missingFor('approve', { a: accepted, b: pending })).toBe('unjudged');
  expect(missingFor('approve', {})).toBe('unjudged');
});

test('an order is refused only with at least one refused material, each with a reason', () => {
  expect(missingFor('refuse', { a: accepted, b: refused('模糊') })).toBeUndefined();
  expect(missingFor('refuse', { a: accepted, b: accepted })).toBe('mayNotRefuse');
  expect(missingFor('refuse', { a: refused('  '), b: refused('模糊') })).toBe('reasonMissing');
});

test('one refused material makes the decision a refusal', () => {
  expect(decisionOf({ a: accepted, b: refused('') })).toBe('refuse');
  expect(decisionOf({ a: accepted, b: accepted })).toBe('approve');
});

test('an accepted material carries no reason', () => {
  expect(judged({ a: { verdict: 'accepted', reason: 'left over' }, b: refused(' 模糊 ') })).toEqual([
    { material: 'a', verdict: 'accepted' },
    { material: 'b', verdict: 'refused', reason: '模糊' },
  ]);
});

test('a verdict on a material that was replaced meanwhile falls away', () => {
  const material: Material = {
    id: 'new',
    kind: 'id_card',
    mediaType: 'image/png',
    pages: 1,
    bytes: 1,
    uploadedAt: '2026-01-01T00:00:00.000Z',
    verdict: 'pending',
    reason: null,
    region: null,
  };
  expect(verdictsOf([material], { old: accepted })).toEqual({ new: pending });
  expect(verdictsOf([material], { new: accepted })).toEqual({ new: accepted });
});
