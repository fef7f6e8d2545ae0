import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { collectAssets } from '../assets/assets.ts';
import { loadPersonal, PersonalFault, savePersonal } from './personal.ts';
import { setUpPrompt } from './setup.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'prompt-'));
const png = (size = 100) => {
  const file = join(folder(), 'cat.png');
  writeFileSync(file, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(size)]));
  return file;
};

test('phrase and picture are kept for their owner alone', () => {
  const dataDir = folder();
  expect(savePersonal(dataDir, '  窗前的猫 ', png())).toEqual({
    phrase: '窗前的猫',
    image: join(dataDir, 'prompt', 'image.png'),
  });
  for (const name of ['personal.json', 'image.png'])
    expect(statSync(join(dataDir, 'prompt', name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'prompt')).mode & 0o777).toBe(0o700);
});
test('a phrase that others could read is none', () => {
  const dataDir = folder();
  savePersonal(dataDir, '窗前的猫');
  chmodSync(join(dataDir, 'prompt', 'personal.json'), 0o644);
  expect(loadPersonal(dataDir)).toEqual({});
});
test.each(['猫', 'x'.repeat(41), '两行\n短语', 'Kx7-quiet', '12345678'])('%j is no phrase', (phrase) => {
  expect(() => savePersonal(folder(), phrase)).toThrow(PersonalFault);
});
test('a picture of another kind, or too large, is refused and nothing is kept', () => {
  const dataDir = folder();
  const text = join(folder(), 'image.png');
  writeFileSync(text, '<svg/>');
  for (const file of [text, png(1024 * 1024), join(folder(), 'missing.png')])
    expect(() => savePersonal(dataDir, '窗前的猫', file)).toThrow(PersonalFault);
  expect(loadPersonal(dataDir)).toEqual({});
});
test('nothing and a damaged file are nobody’s phrase', () => {
  expect(loadPersonal(folder())).toEqual({});
  const dataDir = folder();
  savePersonal(dataDir, '窗前的猫');
  writeFileSync(join(dataDir, 'prompt', 'personal.json'), '{"phrase":"窗前的猫","image":"../../etc/passwd"}');
  expect(loadPersonal(dataDir)).toEqual({});
});
test('setup asks on the terminal, and says where no picture can be shown', async () => {
  const run = async (lines: string, platform: NodeJS.Platform) => {
    const dataDir = folder();
    const output = new PassThrough();
    const code = await setUpPrompt({ dataDir, language: 'zh', input: Readable.from([lines]), output, platform });
    return { code, said: String(output.read()), personal: loadPersonal(dataDir) };
  };
  expect(await run('窗前的猫\n', 'linux')).toMatchObject({
    code: 0,
    said: expect.stringContaining('不能显示图片'),
    personal: { phrase: '窗前的猫' },
  });
  expect((await run(`窗前的猫\n${png()}\n`, 'win32')).personal.image).toBeDefined();
  expect(await run('\n', 'linux')).toMatchObject({ code: 1, said: expect.stringContaining('4 至 40'), personal: {} });
  expect(await run('', 'linux')).toMatchObject({ code: 1 });
});
test('no page is ever served phrase or picture', () => {
  const dataDir = folder();
  savePersonal(dataDir, '窗前的猫', png());
  const written = readFileSync(join(dataDir, 'prompt', 'personal.json'), 'utf8');
  for (const [path, { bytes }] of collectAssets()) {
    expect(path).not.toMatch(/prompt|personal/);
    expect(bytes.includes('窗前的猫') || bytes.includes(written)).toBe(false);
  }
});
