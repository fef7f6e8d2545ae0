import type { Language } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import writeXlsx from 'write-excel-file/node';
import { columns, type SheetRow } from './columns.ts';
import { inert } from './inert.ts';

const all = Object.values(columns);
const textsOf = (rows: readonly SheetRow[], item: Settings['invoiceItem'], language: Language): string[][] => [
  all.map((column) => column[language]),
  ...rows.map((row) => all.map((column) => column.show(row, item, language))),
];

/** Every cell is text and formatted as text: no formula, and a number of 20 digits that is typed into it keeps them all. */
export function writeSheet(
  rows: readonly SheetRow[],
  item: Settings['invoiceItem'],
  language: Language,
): Promise<Buffer> {
  const cells = textsOf(rows, item, language).map((line, i) =>
    line.map((value) => ({
      type: String,
      value,
      format: '@',
      ...(i === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  return writeXlsx(cells, { columns: all.map(() => ({ width: 22 })), stickyRowsCount: 1 }).toBuffer();
}

/** RFC 4180, with the mark by which Excel knows UTF-8. */
export const writeCsv = (rows: readonly SheetRow[], item: Settings['invoiceItem'], language: Language): Buffer =>
  Buffer.from(
    `\ufeff${textsOf(rows, item, language)
      .map((line) => line.map((text) => `"${inert(text).replaceAll('"', '""')}"`).join(','))
      .join('\r\n')}\r\n`,
  );
