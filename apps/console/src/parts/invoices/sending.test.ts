import { expect, test } from 'vitest';
import { isInvoiceFile, megabytesExceeded, sheetFormatOf } from './sending.ts';

test('a sheet and a file are told by their endings', () => {
  expect(['a.CSV', 'a.xlsx', 'a.xls', 'csv', 'a.csv.exe'].map(sheetFormatOf)).toEqual([
    'csv',
    'xlsx',
    undefined,
    undefined,
    undefined,
  ]);
  expect(['a.PDF', 'a.ofd', 'a.xml', 'a.zip', 'a.docx', 'pdf'].map(isInvoiceFile)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('what the server would refuse for its size is not sent', () => {
  expect(megabytesExceeded('invoices.import', { size: 5 * 1024 * 1024 })).toBeUndefined();
  expect(megabytesExceeded('invoices.import', { size: 5 * 1024 * 1024 + 1 })).toBe(5);
  expect(megabytesExceeded('invoices.upload', { size: 50 * 1024 * 1024 + 1 })).toBe(50);
});
