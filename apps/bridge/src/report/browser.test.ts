import { expect, test } from 'vitest';
import { browserOf } from './browser.ts';

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
