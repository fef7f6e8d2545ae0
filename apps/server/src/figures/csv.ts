import type { Cell, Sheet } from '@jiesuo/contract/figures';
import { inert } from '../invoices/sheets/inert.ts';

/** RFC 4180 with a byte order mark, by which spreadsheets know UTF-8. No text is a formula. */
export const csvOf = ({ head, rows }: Pick<Sheet, 'head' | 'rows'>): Buffer =>
  Buffer.from(`\uFEFF${csvLines([head, ...rows])}`);

/** What follows, where a file is written piece by piece. */
export const csvLines = (rows: Sheet['rows']): string => rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

function cellOf(cell: Cell): string {
  if (typeof cell === 'string') return textOf(cell);
  if (typeof cell === 'number') return String(cell);
  if ('fen' in cell) return (cell.fen / 100).toFixed(2);
  if ('seconds' in cell) return cell.seconds === null ? '' : clockOf(cell.seconds);
  return cell.of === 0 ? '' : `${((cell.part / cell.of) * 100).toFixed(1)}%`;
}

function textOf(text: string): string {
  const plain = inert(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Hours, minutes and seconds, as spreadsheets read a length of time. */
function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
}
