import { expect, test } from 'vitest';
import { pageReport } from './pageReport.ts';

const around = {
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; canary-serial-7788) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.1',
  origin: 'https://reset.example.cn',
  now: new Date('2026-11-22T10:11:12Z'),
};

test('the page’s report tells browser, system, site and condition, and nothing else of the visitor', () => {
  const text = pageReport('bridge_silent', 'zh', around);
  expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({
    v: 1,
    day: '2026-11-22',
    origin: 'https://reset.example.cn',
    browser: 'Edge 130',
    system: 'Windows 10 or later',
    conditions: [{ code: 'bridge_silent' }],
  });
  expect(text).toContain('网页没有等到证书助手的回应。');
  expect(text).not.toContain('canary');
  expect(pageReport('window_blocked', 'en', around)).not.toMatch(/[\u4e00-\u9fff]/);
});
