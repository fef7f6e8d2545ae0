import { expect, test } from 'vitest';
import { zipOf } from '../../payments/channels/alipay/zipForTests.ts';
import { arrivedFiles } from './arrived.ts';
import { isHidden, numbersIn, shownName } from './name.ts';
import { recognise } from './recognise.ts';
import { ofd, pdf, xml } from './samples.ts';

const zip = (files: Record<string, Buffer>) =>
  zipOf(Object.entries(files).map(([name, bytes]) => ({ name: Buffer.from(name), isUtf8: true, bytes })));
const all = async (name: string, body: Buffer) => {
  const found: [string, string][] = [];
  for await (const file of arrivedFiles(name, body))
    found.push([file.name, typeof file.found === 'string' ? file.found : file.found.form]);
  return found;
};

test('a file is what its bytes are, whatever it is called', async () => {
  expect(await Promise.all([pdf, ofd, xml, zip({ a: pdf })].map(recognise))).toEqual(['pdf', 'ofd', 'xml', 'zip']);
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['text', Buffer.from('发票')],
  ['a PDF that is cut off', pdf.subarray(0, pdf.length - 8)],
  ['a program', Buffer.from('MZ\x90')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a page that calls itself XML', Buffer.from('<?xml version="1.0"?><html><script>1</script></html>')],
  ['XML with entities', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')],
  ['an archive that is cut off', ofd.subarray(0, ofd.length - 30)],
])('%s is no invoice', async (_what, bytes) => {
  expect(await recognise(bytes)).toBeUndefined();
  await expect(all('26312000000012345678.pdf', bytes)).rejects.toMatchObject({ code: 'invoice_file_broken' });
});

test('an archive is taken file by file: what is no invoice is named, what computers add is passed over', async () => {
  const archive = zip({
    'a/26312000000012345678.pdf': pdf,
    'a/26312000000012345678.ofd': ofd,
    'a/': Buffer.alloc(0),
    'a/.DS_Store': Buffer.from('x'),
    '__MACOSX/a': Buffer.from('x'),
    'b.docx': Buffer.from('x'),
    'inner.zip': zip({ c: pdf }),
    'big.pdf': Buffer.alloc(5 * 1024 * 1024 + 1),
  });
  expect(await all('x.zip', archive)).toEqual([
    ['a/26312000000012345678.pdf', 'pdf'],
    ['a/26312000000012345678.ofd', 'ofd'],
    ['b.docx', 'broken'],
    ['inner.zip', 'broken'],
    ['big.pdf', 'too_large'],
  ]);
});

test('a bomb is refused before it is unpacked, and so is one that says less of itself', async () => {
  const mebibyte = Buffer.alloc(4 * 1024 * 1024);
  const many = zip(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.pdf`, mebibyte])));
  expect(many.length).toBeLessThan(1024 * 1024);
  await expect(all('x.zip', many)).rejects.toMatchObject({ code: 'invoice_archive_large' });
  const crowd = zip(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}.pdf`, Buffer.from('a')])));
  await expect(all('x.zip', crowd)).rejects.toMatchObject({ code: 'invoice_archive_large' });
  const liar = zipOf([{ name: Buffer.from('a.pdf'), isUtf8: true, bytes: mebibyte, claimedSize: 10 }]);
  await expect(all('x.zip', liar)).rejects.toMatchObject({ code: 'invoice_file_broken' });
});

test('a number of 20 digits in a name counts before a day that looks like one of 8', () => {
  expect(numbersIn('dzfp_26312000000012345678_某公司_20261122.pdf')).toEqual(['26312000000012345678']);
  expect(numbersIn('20261122/011002000111_12345678.pdf')).toEqual(['12345678']);
  expect(numbersIn('12345678_20261122.pdf')).toEqual(['12345678', '20261122']);
  expect(numbersIn('发票.pdf')).toEqual([]);
  expect(numbersIn('263120000000123456789.pdf')).toEqual([]);
});

test('a name is shown without folders and without marks that hide or turn it', () => {
  expect(shownName('../../a\u202efdp.exe')).toBe('afdp.exe');
  expect([isHidden('a/.b/c'), isHidden('__MACOSX/x'), isHidden('a/b.pdf')]).toEqual([true, true, false]);
});
