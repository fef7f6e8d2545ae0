import { type Cell, share } from '@jiesuo/contract/figures';
import type { Language } from '@jiesuo/ui';
import { priceOf } from '../../money.ts';
import { waitOf } from '../../times.ts';
import type { DashboardWords } from '../../words/dashboard/zh.ts';
import type { Words } from '../../words/zh.ts';

export interface Saying {
  readonly words: Words;
  readonly dashboard: DashboardWords;
  readonly language: Language;
}
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
/** A number of things: `12,345`. */
export const sayCount = (count: number): string => number.format(count);
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const dayInEnglish = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A value as people read it; of nothing there is neither a time nor a share. */
export function sayCell(cell: Cell, { words, dashboard }: Pick<Saying, 'words' | 'dashboard'>): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return sayCount(cell);
  if ('fen' in cell) return priceOf(cell.fen);
  if ('seconds' in cell) return cell.seconds === null ? dashboard.notYet : sayWait(cell.seconds, words, dashboard);
  const part = share(cell);
  return part === undefined ? dashboard.notYet : percent.format(part);
}

const sayWait = (seconds: number, words: Words, dashboard: DashboardWords) =>
  seconds < 60 ? dashboard.seconds(Math.round(seconds)) : waitOf(seconds / 60, words);

/** Short, for an axis: `11-22`, `22 Nov`. */
export const sayDay = (day: string, language: Language): string =>
  language === 'zh' ? day.slice(5) : dayInEnglish.format(new Date(`${day}T00:00:00Z`));

/** The text of a cell that holds a name. */
export const nameOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');
