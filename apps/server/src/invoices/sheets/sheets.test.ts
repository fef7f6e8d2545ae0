import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { gbk, zipOf } from '../../payments/channels/alipay/zipForTests.ts';
import { columns, type SheetRow } from './columns.ts';
import { inert, lively } from './inert.ts';
import { readCells, readResults } from './read.ts';
import { writeCsv, writeSheet } from './write.ts';

const item = { name: '*信息技术服务*服务费', taxCode: '', ratePercent: 6 };
const row: SheetRow = {
  request: 'FP202611220123456789AB',
  order: 'CA20261122ABCDEF',
  kind: 'ordinary',
  title: {
    holder: 'organisation',
    name: '=HYPERLINK("http://evil.example","点这里")',
    taxNumber: '91110000710925243K',
    address: '+86 示例路',
    phone: '-1',
    bank: '@SUM(A1)',
    bankAccount: '6222020000000000001',
    email: '',
  },
  amountFen: 12050,
  askedAt: new Date('2026-11-22T10:00:00Z'),
  code: null,
  number: null,
  day: null,
};
const keys = Object.keys(columns);

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\rx', '\n=1', ' =1', '＝1', '＋1', '－1', '＠x', '\u0000=1'])(
  'a cell that a spreadsheet would reckon (%j) is text in a CSV, and comes back as it was',
  (text) => {
    expect(inert(text)).toBe(`'${text}`);
    expect(lively(inert(text))).toBe(text);
  },
);

test.each(['', '甲公司', "'quoted'", '1-2', 'a=b', "'a"])('a harmless cell (%j) stays as it is', (text) => {
  expect(inert(text)).toBe(text);
  expect(lively(text)).toBe(text);
});

test('a CSV begins with the mark of UTF-8, and none of its cells begins as a formula', () => {
  const csv = writeCsv([row], item, 'zh');
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, line] = parse(csv, { bom: true }) as string[][];
  expect(head).toEqual(Object.values(columns).map((column) => column.zh));
  expect(line?.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect(line?.[keys.indexOf('name')]).toBe(`'${row.title.name}`);
});

test('an XLSX, read by another program, holds text only', async () => {
  const [head, line] = (await readXlsx(await writeSheet([row], item, 'en')))[0]?.data ?? [];
  expect(head).toEqual(Object.values(columns).map((column) => column.en));
  expect(line?.[keys.indexOf('name')]).toBe(row.title.name);
  expect(line?.[keys.indexOf('taxNumber')]).toBe('91110000710925243K');
  expect(line?.every((cell) => cell === null || typeof cell === 'string')).toBe(true);
});

test.each(['zh', 'en'] as const)(
  'what was written in either format and language (%s) is read again',
  async (language) => {
    const filled = { ...row, number: '26312000000012345678', day: '2026-11-22' };
    for (const [format, bytes] of [
      ['csv', writeCsv([filled, row], item, language)],
      ['xlsx', await writeSheet([filled, row], item, language)],
    ] as const)
      expect(await readResults(format, bytes)).toEqual([
        {
          row: 2,
          request: row.request,
          order: row.order,
          code: '',
          number: '26312000000012345678',
          day: '2026-11-22',
          amount: '120.50',
        },
        { row: 3, request: row.request, order: row.order, code: '', number: '', day: '', amount: '120.50' },
      ]);
  },
);

const workbook = (sheet: string, strings = '<sst/>') =>
  zipOf(
    [
      ['xl/workbook.xml', '<workbook><sheets><sheet name="A" sheetId="7" r:id="rId9"/></sheets></workbook>'],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId9" Target="worksheets/sheet7.xml"/></Relationships>',
      ],
      ['xl/sharedStrings.xml', strings],
      ['xl/worksheets/sheet7.xml', sheet],
    ].map(([name, text]) => ({ name: Buffer.from(name ?? ''), isUtf8: true, bytes: Buffer.from(text ?? '') })),
  );

test('shared, inline, rich and formula texts, numbers and gaps of a workbook are read by their places', async () => {
  const strings =
    '<x:sst><x:si><x:t>甲&amp;乙</x:t></x:si><x:si><x:r><x:t>丙</x:t></x:r><x:r><x:t xml:space="preserve"> 丁</x:t></x:r><x:rPh><x:t>bǐng</x:t></x:rPh></x:si></x:sst>';
  const sheet = `<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c></x:row>
    <x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>&lt;x&#x4e00;</x:t></x:is></x:c><x:c r="B3"/><x:c r="C3" t="str"><x:f>A1</x:f><x:v>算出</x:v></x:c><x:c r="D3"><x:v>120.5</x:v></x:c><x:c r="E3" t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  expect(await readCells('xlsx', workbook(sheet, strings))).toEqual([
    { row: 1, cells: ['甲&乙', '', '丙 丁'] },
    { row: 3, cells: ['<x一', '', '算出', '120.5', '1'] },
  ]);
});

test('a number that a spreadsheet has rounded is not taken for the number that was typed', async () => {
  const sheet = (value: string) => workbook(`<worksheet><row r="1"><c r="A1"><v>${value}</v></c></row></worksheet>`);
  for (const value of ['26312000000012346000', '2.6312000000012346E19', '1e309', 'x'])
    expect([value, /^\d*$/.test((await readCells('xlsx', sheet(value)))[0]?.cells[0] ?? '')]).toEqual([value, false]);
  expect((await readCells('xlsx', sheet('12345678')))[0]?.cells).toEqual(['12345678']);
});

test('a GBK table, as Chinese spreadsheets save it, is read', async () => {
  expect(await readCells('csv', gbk('订单号,发票号码\r\nA,1\r\n'))).toEqual([
    { row: 1, cells: ['订单号', '发票号码'] },
    { row: 2, cells: ['A', '1'] },
  ]);
});

const bomb = () =>
  zipOf([{ name: Buffer.from('xl/workbook.xml'), isUtf8: true, bytes: Buffer.alloc(40 * 1024 * 1024) }]);
test.each([
  ['no archive', () => Buffer.from('x')],
  ['an archive of something else', () => zipOf([{ name: Buffer.from('a'), isUtf8: true, bytes: Buffer.from('a') }])],
  ['a bomb', bomb],
  [
    'a bomb that says less of itself',
    () =>
      zipOf([
        { name: Buffer.from('xl/workbook.xml'), isUtf8: true, bytes: Buffer.alloc(40 * 1024 * 1024), claimedSize: 10 },
      ]),
  ],
  ['entities of its own', () => workbook('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>')],
  [
    'more rows than anybody fills in',
    () => workbook(`<worksheet>${'<row><c><v>1</v></c></row>'.repeat(5_002)}</worksheet>`),
  ],
])('a workbook that is %s is refused', async (_what, make) => {
  await expect(readCells('xlsx', make())).rejects.toMatchObject({ code: 'sheet_broken' });
});

test('a sheet without its columns is refused', async () => {
  await expect(readResults('csv', Buffer.from('订单号,发票号码\nA,1\n'))).rejects.toMatchObject({
    code: 'sheet_columns',
  });
  await expect(readResults('csv', Buffer.from(''))).rejects.toMatchObject({ code: 'sheet_columns' });
});
