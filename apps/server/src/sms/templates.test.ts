import { expect, test } from 'vitest';
import type { SmsTemplate } from './queue.ts';
import { isCode, render, templates } from './templates.ts';

const signature = '在线CA密码重置系统';
const names = Object.keys(templates) as SmsTemplate[];

test.each(names)('the SMS %s begins with the signature, fits two parts and has no gap', (name) => {
  const text = render(
    name,
    { code: '123456', number: 'CA20260302ABCDEF', stop: '0123456789AB', day: '11-23', time: '18:30' },
    signature,
  );
  expect(text.startsWith(`【${signature}】`)).toBe(true);
  // 67 characters a part when joined (carriers' rule).
  expect(text.length).toBeLessThanOrEqual(2 * 67);
  expect(text).not.toMatch(/\$\{|https?:|www\./);
});

test.each(names.filter(isCode))('the SMS %s says 验证码, as carriers require of codes', (name) => {
  expect(render(name, { code: '123456' }, signature)).toMatch(/验证码是 123456/);
});

test('an approval says 待重置 and what to do, a refusal says 材料重传, each with the tail of the order only', () => {
  const number = 'CA20260302ABCDEF';
  const [approved, refused] = [
    render('order_approved', { number }, signature),
    render('order_refused', { number }, signature),
  ];
  expect(approved).toMatch(/尾号 ABCDEF.*待重置.*插入KEY.*密码重置/);
  expect(refused).toMatch(/尾号 ABCDEF.*审核不通过.*材料重传.*提交申请/);
  for (const text of [approved, refused]) expect(text).not.toContain(number);
});

test('a variable that is missing is an error, not a gap', () => {
  expect(() => render('order_approved', {}, signature)).toThrow('number');
});

test('a variable is never taken for a pattern', () => {
  expect(render('code_register', { code: '$&${number}' }, signature)).toContain('$&${number}');
});
