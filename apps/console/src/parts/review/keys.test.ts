import { expect, test } from 'vitest';
import { wishOf } from './keys.ts';

const press = (key: string, more: Partial<Parameters<typeof wishOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

test('each key has one wish', () => {
  expect(wishOf(press('2'), false)).toEqual({ wish: 'choose', index: 1 });
  expect(wishOf(press('A'), false)).toEqual({ wish: 'accept' });
  expect(wishOf(press('r'), false)).toEqual({ wish: 'refuse' });
  expect(wishOf(press('ArrowRight'), false)).toEqual({ wish: 'next' });
  expect(wishOf(press('ArrowRight', { shiftKey: true }), false)).toEqual({ wish: 'turnRight' });
  expect(wishOf(press('?', { shiftKey: true }), false)).toEqual({ wish: 'help' });
  expect(wishOf(press('9'), false)).toEqual({ wish: 'choose', index: 8 });
  expect(wishOf(press('b'), false)).toEqual({ wish: 'brighter' });
  expect(wishOf(press('B', { shiftKey: true }), false)).toEqual({ wish: 'darker' });
  expect(wishOf(press('m'), false)).toEqual({ wish: 'mark' });
  expect(wishOf(press('0'), false)).toEqual({ wish: 'reset' });
  expect(wishOf(press('x'), false)).toBeUndefined();
});

test('a letter typed into the reason is never a verdict', () => {
  for (const key of ['a', 'r', 'n', '1', '?', '+', 'ArrowLeft']) expect(wishOf(press(key), true)).toBeUndefined();
});

test('Ctrl+Enter decides, also from within the reason, but not by repeating', () => {
  expect(wishOf(press('Enter', { ctrlKey: true }), true)).toEqual({ wish: 'decide' });
  expect(wishOf(press('Enter', { ctrlKey: true, repeat: true }), true)).toBeUndefined();
  expect(wishOf(press('Enter'), false)).toBeUndefined();
});

test('the browser keeps its own shortcuts', () => {
  expect(wishOf(press('r', { ctrlKey: true }), false)).toBeUndefined();
  expect(wishOf(press('a', { metaKey: true }), false)).toBeUndefined();
});

test('nothing happens while an input method composes', () => {
  expect(wishOf(press('a', { isComposing: true }), false)).toBeUndefined();
  expect(wishOf(press('Enter', { ctrlKey: true, isComposing: true }), true)).toBeUndefined();
});

test('a key held down gives one verdict, and single keys can be switched off', () => {
  expect(wishOf(press('a', { repeat: true }), false)).toBeUndefined();
  expect(wishOf(press('+', { repeat: true }), false)).toEqual({ wish: 'zoomIn' });
  expect(wishOf(press('a'), false, false)).toBeUndefined();
});
