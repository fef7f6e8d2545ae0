import { expect, test } from 'vitest';
import { decisionOf, judged, type Material, missingFor, nextOpen, type Verdict, verdictsOf } from './verdicts.ts';

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

test('a mark goes with a refusal only', () => {
  const region = { page: 1, x: 0.1, y: 0.1, width: 0.2, height: 0.2 };
  expect(judged({ a: { ...refused('模糊'), region }, b: { ...accepted, region } })).toEqual([
    { material: 'a', verdict: 'refused', reason: '模糊', region },
    { material: 'b', verdict: 'accepted' },
  ]);
});

test('after a verdict the next material that is still open comes, from the first again', () => {
  const materials = ['a', 'b', 'c'].map((id) => ({ id }) as Material);
  expect(nextOpen(materials, { a: accepted }, 0)).toBe(1);
  expect(nextOpen(materials, { b: accepted, c: accepted }, 2)).toBe(0);
  expect(nextOpen(materials, { a: accepted, b: refused(''), c: accepted }, 2)).toBe(1);
  expect(nextOpen(materials, { a: accepted, b: accepted, c: accepted }, 1)).toBe(1);
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
