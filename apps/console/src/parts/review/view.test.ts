import { expect, test } from 'vitest';
import { firstView, sizesOf, viewAfter } from './view.ts';

test('paging never leaves the document', () => {
  expect(viewAfter(firstView, 'previous', 3).page).toBe(1);
  expect(viewAfter({ ...firstView, page: 3 }, 'next', 3).page).toBe(3);
  expect(viewAfter(firstView, 'next', 3).page).toBe(2);
});

test('zooming stops at the whole page and at six times', () => {
  let view = firstView;
  for (let i = 0; i < 20; i++) view = viewAfter(view, 'zoomIn', 1);
  expect(view.zoom).toBe(6);
  for (let i = 0; i < 20; i++) view = viewAfter(view, 'zoomOut', 1);
  expect(view.zoom).toBe(1);
});

test('brightness and contrast stay within what can be seen, and one key brings the page back as it is', () => {
  let view = { ...firstView, page: 2 };
  for (let i = 0; i < 20; i++) view = viewAfter(viewAfter(view, 'brighter', 3), 'moreContrast', 3);
  expect([view.light, view.contrast]).toEqual([2, 3]);
  for (let i = 0; i < 20; i++) view = viewAfter(viewAfter(view, 'darker', 3), 'lessContrast', 3);
  expect([view.light, view.contrast]).toEqual([0.5, 0.6]);
  expect(viewAfter(viewAfter(view, 'zoomIn', 3), 'reset', 3)).toEqual({ ...firstView, page: 2 });
});

test('four turns are none, and a turn back undoes a turn', () => {
  let view = firstView;
  for (let i = 0; i < 4; i++) view = viewAfter(view, 'turnRight', 1);
  expect(view).toEqual(firstView);
  expect(viewAfter(viewAfter(firstView, 'turnLeft', 1), 'turnRight', 1)).toEqual(firstView);
});

test('the whole picture fits the stage, turned or not', () => {
  const stage = { width: 600, height: 400 };
  expect(sizesOf({ width: 1000, height: 2000 }, stage, firstView).box).toEqual({ width: 200, height: 400 });
  expect(sizesOf({ width: 1000, height: 2000 }, stage, { ...firstView, turns: 1 })).toEqual({
    box: { width: 600, height: 300 },
    picture: { width: 300, height: 600 },
  });
});
