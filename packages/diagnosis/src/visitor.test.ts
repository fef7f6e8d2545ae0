import { expect, test } from 'vitest';
import { browserOf, systemOf } from './visitor.ts';

const like = (end: string) => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${end}`;

test.each([
  [like('Chrome/130.0.0.0 Safari/537.36'), 'Chrome 130'],
  [like('Chrome/130.0.0.0 Safari/537.36 Edg/130.0.2849.46'), 'Edge 130'],
  [like('Chrome/108.0.0.0 Safari/537.36 QIHU 360SE'), '360'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132'],
  ['Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko', 'IE'],
  ['curl/8 someone@example.cn', 'other'],
  ['', 'other'],
])('of %s a report tells the family and the major version, nothing else', (agent, family) => {
  expect(browserOf(agent)).toBe(family);
});

test.each([
  [like('Chrome/130.0.0.0 Safari/537.36'), 'Windows 10 or later'],
  ['Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', 'Windows 7'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Linux'],
  ['Mozilla/5.0 (Linux; Android 14; somebody’s phone) Chrome/130', 'Android'],
  ['curl/8', 'other'],
])('of %s a report tells the system, nothing else', (agent, system) => {
  expect(systemOf(agent)).toBe(system);
});
