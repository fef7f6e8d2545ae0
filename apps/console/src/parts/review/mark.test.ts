import { expect, test } from 'vitest';
import { firstMark, markAfter, rectBetween, uprightOf } from './mark.ts';

const turns = [0, 1, 2, 3] as const;

test('a point is found on the upright page whichever way the picture is turned', () => {
  // The upper left corner of an upright page, where it is shown after each turn.
  const corners = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  for (const turn of turns) expect(uprightOf(corners[turn] ?? { x: 0, y: 0 }, turn)).toEqual({ x: 0, y: 0 });
});

test('a mark never leaves the page, and a click is no mark', () => {
  expect(rectBetween({ x: 0.8, y: 0.9 }, { x: 0.2, y: 1.7 })).toEqual({ x: 0.2, y: 0.9, width: 0.6, height: 0.1 });
  expect(rectBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 })).toBeUndefined();
  for (const turn of turns)
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])
      for (const isResizing of [false, true]) {
        let mark = firstMark;
        for (let i = 0; i < 100; i++) mark = markAfter(mark, key, isResizing, turn) ?? mark;
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeGreaterThanOrEqual(0);
        expect(mark.x + mark.width).toBeLessThanOrEqual(1);
        expect(mark.y + mark.height).toBeLessThanOrEqual(1);
        expect(Math.min(mark.width, mark.height)).toBeGreaterThan(0);
      }
});

test('an arrow key moves the mark the way the person sees', () => {
  for (const turn of turns) {
    const shown = (mark: typeof firstMark) => uprightOf({ x: mark.x, y: mark.y }, ((4 - turn) % 4) as typeof turn);
    const before = shown(firstMark);
    const after = shown(markAfter(firstMark, 'ArrowRight', false, turn) ?? firstMark);
    expect([after.x > before.x, Math.abs(after.y - before.y) < 1e-9]).toEqual([true, true]);
  }
});

test('any other key is not for the mark', () => {
  expect(markAfter(firstMark, 'a', false, 0)).toBeUndefined();
});
