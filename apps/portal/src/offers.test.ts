import { expect, test } from 'vitest';
import { choiceOf, readOffers } from './offers.ts';

const chrome = (system: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36`;

test.each([
  ['Windows NT 10.0; Win64; x64', { system: 'win32-x64' }],
  ['Windows NT 10.0; WOW64', { system: 'win32-x64' }],
  ['Windows NT 10.0', { without: 'windows_32' }],
  ['Windows NT 6.3; Win64; x64', { without: 'old_windows' }],
  ['Windows NT 6.2; WOW64', { without: 'old_windows' }],
  ['Windows NT 6.1; Win64; x64', { without: 'old_windows' }],
  ['Windows NT 5.1', { without: 'old_windows' }],
  ['X11; Linux x86_64', { system: 'linux-x64' }],
  ['X11; Linux aarch64', { system: 'linux-arm64' }],
  ['X11; Linux loongarch64', { without: 'other' }],
  ['Macintosh; Intel Mac OS X 10_15_7', { without: 'macos' }],
  ['Linux; Android 14; Pixel 8', { without: 'phone' }],
  ['iPhone; CPU iPhone OS 17_0 like Mac OS X', { without: 'phone' }],
])('a visitor with %s gets what runs there, or the reason why nothing does', (system, choice) => {
  expect(choiceOf(chrome(system))).toEqual(choice);
});

const file = { name: 'jiesuo-bridge-1.0.0-linux-x64.tar.gz', system: 'linux-x64', bytes: 44, sha256: 'a'.repeat(64) };

test('a list is read as it was written', () => {
  expect(readOffers({ type: 'bridge_manifest', version: '1.0.0', files: [file] })).toEqual({
    version: '1.0.0',
    files: [file],
  });
});

test('an extension is offered with its store and its files, or not at all', () => {
  const listed = { version: '1.0.0', files: [file] };
  const zip = { ...file, name: 'jiesuo-extension-1.0.0.zip', system: 'chromium-zip' };
  const extension = { id: 'a'.repeat(32), store: 'https://store.example/x', files: [zip] };
  expect(readOffers({ ...listed, extension })?.extension).toEqual(extension);
  expect(readOffers({ ...listed, extension: { ...extension, store: 'javascript:alert(1)' } })?.extension).toEqual({
    id: extension.id,
    files: [zip],
  });
  for (const other of [null, { ...extension, id: 'x' }, { ...extension, files: [{ ...zip, name: '../x' }] }])
    expect(readOffers({ ...listed, extension: other })).toEqual(listed);
});

test.each([
  ['no list', 'x'],
  ['no files', { version: '1.0.0' }],
  ['a name that leads elsewhere', { version: '1.0.0', files: [{ ...file, name: '//evil.example/x' }] }],
  ['a checksum that is none', { version: '1.0.0', files: [{ ...file, sha256: 'abc' }] }],
])('%s offers nothing', (_, body) => {
  expect(readOffers(body)).toBeUndefined();
});
