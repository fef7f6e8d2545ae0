import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { providerTemplates } from './messages.stage.ts';
import { checkTemplates, loadTemplates, requireTemplates } from './providerTemplates.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiesuo-templates-'));
type Entry = { id: string; text: string; variables: readonly string[]; longest?: number };
type File = Record<string, Record<string, Entry>>;

function configOf(content: unknown, providers = 'aliyun,tencent') {
  const path = join(folder, 'templates.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const { sms } = readConfig({ SMS_PROVIDERS: 'generic', SMS_TEMPLATES_FILE: path });
  return { sms: { ...sms, providers: providers.split(',') as typeof sms.providers } };
}
const changed = (change: (file: File) => void) => {
  const file = structuredClone(providerTemplates) as File;
  change(file);
  return checkTemplates(configOf(file)).map((one) => one.en);
};
const entry = (file: File, provider: string, name: string): Entry => {
  const found = file[provider]?.[name];
  if (!found) throw new Error(`no ${provider}.${name}`);
  return found;
};

test('a whole file is fine, and providers that take text need none', () => {
  expect(checkTemplates(configOf(providerTemplates))).toEqual([]);
  expect(checkTemplates(configOf('not JSON', 'generic,smpp'))).toEqual([]);
});

test('every logical template must be there', () => {
  expect(changed((file) => delete file['tencent']?.['order_refused'])).toEqual([
    'the SMS template tencent.order_refused is missing',
  ]);
});

test('count and names of variables, and their places in the text, are held against ours', () => {
  expect(
    changed((file) => Object.assign(entry(file, 'aliyun', 'code_register'), { variables: ['number'] }))[0],
  ).toMatch(/should have the variables code, not number/);
  expect(
    changed((file) => Object.assign(entry(file, 'aliyun', 'order_approved'), { text: '尾号${a}已通过${b}。' })),
  ).toEqual(['the text of the SMS template aliyun.order_approved has 2 variables, 1 are configured']);
});

test('a variable longer than the provider lets it be is refused before it is sent', () => {
  expect(changed((file) => Object.assign(entry(file, 'tencent', 'order_approved'), { longest: 5 }))).toEqual([
    'the variable number of the SMS template tencent.order_approved has 6 characters, more than 5',
  ]);
});

test('a code says 验证码, and no text has an address or adjacent variables', () => {
  expect(changed((file) => Object.assign(entry(file, 'aliyun', 'code_step_up'), { text: '动态码${code}。' }))).toEqual([
    'the text of the SMS template aliyun.code_step_up must contain 验证码',
  ]);
  expect(
    changed((file) => Object.assign(entry(file, 'tencent', 'order_approved'), { text: '见 https://a.cn {1}' }))[0],
  ).toMatch(/neither adjacent variables nor an address/);
});

test('a file that is missing or malformed is one sentence', () => {
  expect(checkTemplates(configOf('not JSON'))[0]?.en).toMatch(/is malformed: JSON$/);
  expect(checkTemplates(configOf({ aliyun: { code_register: { id: 1 } } }))[0]?.en).toMatch(/malformed: aliyun/);
  const gone = configOf(providerTemplates);
  const config = { sms: { ...gone.sms, templatesFile: join(folder, 'gone.json') } };
  expect(checkTemplates(config)[0]?.en).toMatch(/cannot be read$/);
  expect(() => requireTemplates(config)).toThrow(/无法读取短信模板文件/);
});

test('parameters carry the names and the order of the approved text', () => {
  const file = structuredClone(providerTemplates) as File;
  Object.assign(entry(file, 'aliyun', 'order_approved'), { text: '您的订单（尾号${tail}）审核已通过。' });
  const config = configOf(file);
  const variables = { number: 'ABCDEF' };
  expect(loadTemplates(config, 'aliyun').fill('order_approved', variables).parameters).toEqual([['tail', 'ABCDEF']]);
  expect(loadTemplates(config, 'tencent').fill('order_approved', variables).parameters).toEqual([['1', 'ABCDEF']]);
  expect(() => loadTemplates(config, 'aliyun').fill('code_mail', {})).toThrow('no template');
});
