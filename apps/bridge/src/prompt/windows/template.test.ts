import { expect, test } from 'vitest';
import { ID, layOut } from './layout.ts';
import { templateBytes } from './template.ts';

const dialog = {
  title: '证书助手',
  text: '您的安全短语：窗前的猫\n客户名称：甲 & 乙',
  fields: ['新密码', '确认新密码'],
  differ: '不一致',
  ok: '重置',
  cancel: '取消',
};

test('the template is what DialogBoxIndirectParamW reads: aligned items, counted, with their texts', () => {
  const template = layOut(dialog);
  const bytes = templateBytes(template);
  expect(bytes.readUInt16LE(8)).toBe(template.controls.length);
  let at =
    18 +
    4 +
    Buffer.byteLength(`${dialog.title}\0`, 'utf16le') +
    2 +
    Buffer.byteLength('Microsoft YaHei UI\0', 'utf16le');
  for (const control of template.controls) {
    at += (4 - (at % 4)) % 4;
    expect(bytes.readUInt16LE(at + 16)).toBe(control.id);
    expect(bytes.readUInt16LE(at + 18)).toBe(0xffff);
    const text = Buffer.from(`${control.text}\0`, 'utf16le');
    expect(bytes.subarray(at + 22, at + 22 + text.length).equals(text)).toBe(true);
    at += 22 + text.length + 2;
  }
  expect(at).toBe(bytes.length);
});
test('nothing stands on anything else or outside, with a picture and without', () => {
  for (const image of [undefined, 'C:\\cat.png']) {
    const { controls, width, height } = layOut({
      ...dialog,
      text: '长\n'.repeat(12),
      ...(image === undefined ? {} : { image }),
    });
    for (const [i, a] of controls.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of controls.slice(i + 1))
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
          true,
        );
    }
  }
});
test('what is typed is hidden, and Return says no where nothing is typed', () => {
  expect(
    layOut(dialog)
      .controls.filter(({ kind }) => kind === 'password')
      .map(({ id }) => id),
  ).toEqual([ID.first, ID.second]);
  const { controls } = layOut({ ...dialog, fields: [] });
  expect(controls.find(({ kind }) => kind === 'default_button')?.id).toBe(ID.cancel);
});
