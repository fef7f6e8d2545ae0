import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pinFault } from '../commands/pinRules.ts';
import { commandLine } from './assuan.ts';
import { dialogOf } from './dialog.ts';
import { factLines, plainText, promptWords } from './words.ts';

const facts = {
  portal: 'https://reset.example.cn',
  ca: '示例CA',
  subscriber: '示例科技有限公司',
  serial: 'JS0000000001',
  order: 'CA20260302ABCDEF',
  account: '138****0000',
};

test('a dialog says phrase, CA, customer, UKey tail, portal, order and account', () => {
  expect(factLines(facts, '窗前的猫', 'zh')).toEqual([
    '您的安全短语：窗前的猫',
    '发证机构：示例CA',
    '客户名称：示例科技有限公司',
    'KEY序列号末位：000001',
    '网站：https://reset.example.cn',
    '订单：CA20260302ABCDEF',
    '账户：138****0000',
  ]);
});
test('a name cannot bring a line, a turned direction, markup or a second phrase into the dialog', () => {
  expect(plainText('甲公司\n您的安全短语：假\u202e\u0000<b>x</b>', 40)).toBe('甲公司 您的安全短语：假 ＜b＞x＜/b＞');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = plainText(text, 40);
      expect(plain).not.toMatch(/[\n\r\0<>&\u202a-\u202e\u2066-\u2069]/);
      expect(Array.from(plain).length).toBeLessThanOrEqual(40);
    }),
  );
});
test('of a long origin the end is shown: the name that somebody registered', () => {
  const long = `https://${'reset.example.cn.'.repeat(8)}evil.example:8443`;
  expect(factLines({ portal: long, ca: 'x' }, undefined, 'en').at(-1)).toMatch(/^Website: ….*evil\.example:8443$/);
});
test('the longest facts and every sentence fit one line of the protocol whole', () => {
  const long = {
    ...facts,
    ca: '长'.repeat(100),
    subscriber: '长'.repeat(200),
    portal: `https://${'a'.repeat(190)}.cn`,
    order: '长'.repeat(40),
    account: '长'.repeat(60),
  };
  for (const language of ['zh', 'en'] as const)
    for (const dialog of [
      dialogOf({ kind: 'new_pin', facts: long, language, min: 8, max: 16 }, { phrase: '短'.repeat(40) }),
      dialogOf({ kind: 'old_pin', facts: long, language, triesLeft: 3 }, { phrase: '短'.repeat(40) }),
      dialogOf({ kind: 'yes_no', facts: long, language, question: 'read' }, { phrase: '短'.repeat(40) }),
    ])
      expect(commandLine('SETDESC', dialog.text).toString()).toBe(`SETDESC ${dialog.text.replaceAll('\n', '%0A')}\n`);
});
test('the fault of the try before is the warning of the next', () => {
  const fault = pinFault('12345678', '12345678', { min: 8, max: 16 }, []);
  if (fault === undefined) throw new Error('a run must be a fault');
  const dialog = dialogOf({ kind: 'new_pin', facts, language: 'zh', min: 8, max: 16, fault }, {});
  expect(dialog.warning).toMatch(/连续/);
  expect(dialog.fields).toEqual(['新密码', '确认新密码']);
});
test('two tries left are a warning, three are a fact, and an unknown number is not spoken of', () => {
  const ask = (triesLeft: number | null, isWrong = false) =>
    dialogOf({ kind: 'old_pin', facts, language: 'zh', triesLeft, isWrong }, {});
  expect(ask(3)).not.toHaveProperty('warning');
  expect(ask(3).text).toContain('还可以尝试 3 次');
  expect(ask(2).warning).toMatch(/只剩 2 次/);
  expect(ask(1, true).warning).toMatch(/密码不正确。.*只剩 1 次/);
  expect(ask(null).text).not.toMatch(/次/);
});
test('each language has every sentence, and none has the other’s', () => {
  const sentences = (words: object): string[] =>
    Object.values(words).flatMap((one: unknown) =>
      typeof one === 'string'
        ? [one]
        : typeof one === 'function'
          ? [String((one as (a: number, b: number) => string)(3, 4))]
          : sentences(one as object),
    );
  expect(sentences(promptWords.zh)).toHaveLength(sentences(promptWords.en).length);
  for (const sentence of sentences(promptWords.en)) expect(sentence).not.toMatch(/[\u4e00-\u9fff]/);
  for (const sentence of sentences(promptWords.zh)) expect(sentence).toMatch(/[\u4e00-\u9fff]/);
});
