import { entriesOf } from '../../archive/entries.ts';
import { attribute, type Tag, tagsOf, unescaped } from './markup.ts';

/** 5,000 rows of the sheet we export are some 4 MiB. */
const limits = { entries: 200, entryBytes: 30 * 1024 * 1024, totalBytes: 60 * 1024 * 1024 };

export interface CellRow {
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The texts of a workbook's first sheet, at most `rowsMost` rows; empty rows are left out. @throws Error, ArchiveFault when it is none, or too large. */
export async function readWorkbook(bytes: Buffer, rowsMost: number): Promise<CellRow[]> {
  const parts = new Map<string, string>();
  const isPart = (name: string) =>
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name);
  for await (const { name, bytes: part } of entriesOf(bytes, limits, isPart)) {
    if (!part) throw new Error('a part of the workbook is too large');
    parts.set(name, part.toString('utf8'));
  }
  const sheet = parts.get(firstSheet(parts));
  if (sheet === undefined) throw new Error('a workbook without a sheet');
  return rowsOf(sheet, sharedTexts(parts.get('xl/sharedStrings.xml') ?? ''), rowsMost);
}

function firstSheet(parts: ReadonlyMap<string, string>): string {
  const sheet = [...tagsOf(parts.get('xl/workbook.xml') ?? '')].find(({ name }) => name === 'sheet');
  const id = sheet && attribute(sheet, '(?:\\w+:)?id');
  const target = [...tagsOf(parts.get('xl/_rels/workbook.xml.rels') ?? '')].find(
    (tag) => tag.name === 'Relationship' && attribute(tag, 'Id') === id,
  );
  const named = (target && attribute(target, 'Target')) ?? 'worksheets/sheet1.xml';
  return named.startsWith('/') ? named.slice(1) : `xl/${named}`;
}

/** Rich texts are joined; how a word is pronounced (`rPh`) is no part of it. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let text = '';
  let isSpoken = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'rPh') isSpoken = tag.kind === 'open';
    if (tag.name === 'si' && tag.kind !== 'close') text = '';
    if (tag.name === 't' && tag.kind === 'close' && !isSpoken) text += unescaped(tag.before);
    if (tag.name === 'si' && tag.kind !== 'open') texts.push(text);
  }
  return texts;
}

function rowsOf(xml: string, shared: readonly string[], rowsMost: number): CellRow[] {
  const rows: CellRow[] = [];
  let number = 0;
  let cells: string[] = [];
  let cell: { readonly column: number; readonly type: string; text: string } | undefined;
  const keep = () => {
    if (cell) while (cells.length < cell.column) cells.push('');
    if (cell) cells[cell.column] = valueOf(cell, shared);
    cell = undefined;
  };
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'row') {
      if (tag.kind !== 'close') {
        number = Number(attribute(tag, 'r') ?? number + 1);
        cells = [];
      }
      if (tag.kind !== 'open' && cells.some((text) => text !== '')) {
        if (rows.length >= rowsMost) throw new Error('too many rows');
        rows.push({ row: number, cells });
      }
    } else if (tag.name === 'c') {
      if (tag.kind !== 'close') cell = cellOf(tag, cells.length);
      if (tag.kind !== 'open') keep();
    } else if (cell && tag.kind === 'close' && (tag.name === 'v' || tag.name === 't'))
      cell.text += unescaped(tag.before);
  }
  return rows;
}

/** No sheet of ours has more columns. */
const columnsMost = 200;

function cellOf(tag: Tag, next: number) {
  const letters = /^[A-Z]{1,3}/.exec(attribute(tag, 'r') ?? '')?.[0];
  const column = letters
    ? letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    : next;
  if (column >= columnsMost) throw new Error('too many columns');
  return { column, type: attribute(tag, 't') ?? 'n', text: '' };
}

function valueOf({ type, text }: { readonly type: string; readonly text: string }, shared: readonly string[]): string {
  if (type === 's') return shared[Number(text)] ?? '';
  if (type !== 'n' || text === '') return text;
  const value = Number(text);
  // A spreadsheet keeps 15 digits: an invoice number that was typed as a number is not the one that was typed.
  return Math.abs(value) < 1e15 ? String(value) : `≈${text}`;
}
