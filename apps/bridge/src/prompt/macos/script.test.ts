import { expect, test } from 'vitest';
import type { PromptAnswer } from '../prompt.ts';
import { createMacDialogs } from './dialogs.ts';
import { appleScript, literal } from './script.ts';

const facts = { portal: 'https://reset.example.cn', ca: '示例" & (do shell script "id") & "CA\\' };

test('no text gets out of its quotes', () => {
  expect(literal('a"b\\c\nd')).toBe('"a\\"b\\\\c\\nd"');
});
test('the script hides the answer, can be cancelled, and ends by itself', async () => {
  const scripts: string[] = [];
  const run = (script: string): Promise<PromptAnswer> => {
    scripts.push(script);
    return Promise.resolve({ kind: 'cancelled' });
  };
  const prompt = createMacDialogs({ personal: () => ({ phrase: '窗前的猫' }), run });
  await prompt.ask({ kind: 'new_pin', facts, language: 'zh', min: 8, max: 16 });
  await prompt.ask({ kind: 'yes_no', facts, language: 'zh', question: 'read' });
  const [ask = '', confirm = ''] = scripts;
  expect(ask).toContain(
    'default answer "" with hidden answer buttons {"取消", "重置"} cancel button 1 default button 2 giving up after 180',
  );
  expect(ask).toContain('示例\\" ＆ (do shell script \\"id\\")');
  expect(confirm).not.toMatch(/hidden answer|default button/);
  expect(confirm).toContain('buttons {"取消", "允许读取"} cancel button 1');
});
test('a picture that cannot be shown does not take the dialog away', () => {
  const dialog = {
    title: 't',
    text: 'x',
    fields: [],
    differ: '',
    ok: 'OK',
    cancel: 'No',
    image: '/Users/a b/image.png',
  };
  expect(appleScript(dialog, undefined, 60)).toMatch(
    /^try\n.*with icon \(POSIX file "\/Users\/a b\/image\.png" as alias\)\non error number n\nif n is -128/m,
  );
});
test('two different PINs are asked for again, with the sentence that says so', async () => {
  const typed = ['one', 'two', 'Kx7-quiet', 'Kx7-quiet'];
  const scripts: string[] = [];
  const run = (script: string): Promise<PromptAnswer> => {
    scripts.push(script);
    return Promise.resolve({ kind: 'pin', pin: Buffer.from(typed.shift() ?? '') });
  };
  const answer = await createMacDialogs({ personal: () => ({}), run }).ask({
    kind: 'new_pin',
    facts,
    language: 'zh',
    min: 8,
    max: 16,
  });
  expect(answer).toEqual({ kind: 'pin', pin: Buffer.from('Kx7-quiet') });
  expect(scripts.map((script) => script.includes('两次输入的密码不一致'))).toEqual([false, false, true, true]);
});
