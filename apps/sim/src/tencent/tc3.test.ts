import { expect, test } from 'vitest';
import { tc3 } from './tc3.ts';

// Tencent's public example: DescribeInstances (cloud.tencent.com/document/api/213/30654).
const example = {
  method: 'POST',
  query: '',
  headers: { 'content-type': 'application/json; charset=utf-8', host: 'cvm.tencentcloudapi.com' },
  signedHeaders: ['content-type', 'host'],
  body: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
  day: '2019-02-25',
  service: 'cvm',
  timestamp: '1551113065',
} as const;
// They print the last letters as stars, and sign with the stars.
const secret = 'Gu5t9xGARNpq86cd98joQYCN3*******';

test("Tencent's public example has the signature that they print", () => {
  expect(tc3(example, secret)).toBe('2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c');
  expect(tc3({ ...example, service: 'sms' }, secret)).not.toBe(tc3(example, secret));
});
