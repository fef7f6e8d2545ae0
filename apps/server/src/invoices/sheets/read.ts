import { parse } from 'csv-parse/sync';
import { Refusal } from '../../refusal.ts';
import { type ColumnName, columnNamed } from './columns.ts';
import { lively } from './inert.ts';
import { type CellRow, readWorkbook } from './xlsx.ts';

/** With the names of the columns. */
const rowsMost = 5_001;

/** What finance filled in, as it stands there. */
export interface ResultRow {
  readonly row: number;
  readonly request: string;
  readonly order: string;
  readonly code: string;
  readonly number: string;
  readonly day: string;
  readonly amount: string;
}

/** @throws Refusal `sheet_broken`, `sheet_columns` */
export async function readResults(format: 'csv' | 'xlsx', bytes: Buffer): Promise<ResultRow[]> {
  const [head, ...rows] = await readCells(format, bytes);
  const at = new Map((head?.cells ?? []).map((name, i) => [columnNamed(name), i] as const));
  const has = (name: ColumnName) => at.has(name);
  if (!(has('number') && has('day') && has('amount') && (has('request') || has('order'))))
    throw new Refusal('sheet_columns');
  const text = (cells: readonly string[], name: ColumnName) => lively(cells[at.get(name) ?? -1] ?? '').trim();
  return rows.map(({ row, cells }) => ({
    row,
    request: text(cells, 'request').toUpperCase(),
    order: text(cells, 'order').toUpperCase(),
    code: text(cells, 'code'),
    number: text(cells, 'number'),
    day: text(cells, 'day'),
    amount: text(cells, 'amount'),
  }));
}

/** A sheet's rows that are not empty, the first with the names of the columns. @throws Refusal `sheet_broken` */
export async function readCells(format: 'csv' | 'xlsx', bytes: Buffer): Promise<CellRow[]> {
  try {
    return format === 'xlsx' ? await readWorkbook(bytes, rowsMost) : readTable(bytes);
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    // A parser's own words may quote the file.
    throw new Refusal('sheet_broken', { inside: fault instanceof Error ? fault.name : 'unreadable' });
  }
}

function readTable(bytes: Buffer): CellRow[] {
  const records = parse(decoded(bytes), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 65_536,
    to: rowsMost + 1,
  }) as string[][];
  if (records.length > rowsMost) throw new Refusal('sheet_broken', { inside: 'too many rows' });
  return records.map((cells, i) => ({ row: i + 1, cells }));
}

/** Chinese spreadsheets save a CSV as GBK, or as UTF-8 when they are asked to. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
