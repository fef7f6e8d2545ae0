import { expect, test } from 'vitest';
import { templates as own } from '../../../server/src/sms/templates.ts';
import { templates } from './templates.ts';

test('both providers have approved every message of the product, word by word', () => {
  const texts = Object.fromEntries(Object.entries(own).map(([name, { text }]) => [name, text]));
  expect(Object.fromEntries(templates.aliyun.map(({ name, text }) => [name, text]))).toEqual(texts);
  const positional = Object.entries(own).map(([name, { text }]) => {
    let at = 0;
    return [name, text.replace(/\$\{\w+\}/g, () => `{${++at}}`)];
  });
  expect(templates.tencent.map(({ name, text }) => [name, text])).toEqual(positional);
});
