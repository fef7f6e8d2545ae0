import { expect, test } from 'vitest';
import { conditionLines } from './lines.ts';

test('a terminal shows title and code first, then cause and advice in both languages', () => {
  const [head, zh, en] = conditionLines('vendor_error', 'a.so 0x0a000001');
  expect(head).toBe('KEY的驱动报告了错误 · The driver of the UKey reported an error [vendor_error]');
  expect(zh).toMatch(/^ {2}KEY的驱动返回了错误（a\.so 0x0a000001）。请/);
  expect(en).toMatch(/^ {2}The driver .*\(a\.so 0x0a000001\)\. Plug/);
});
