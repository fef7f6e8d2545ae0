import type { Settings } from '@jiesuo/contract/console';
// Its table, not its functions: those ask by the computer's own time zone.
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

const holidays: ReadonlySet<string> = new Set(Object.keys(published.holidays));
const workdays: ReadonlySet<string> = new Set(Object.keys(published.workdays));

/** The last year whose statutory holidays (国务院办公厅放假通知) the built-in table knows; later years need the setting. */
export const calendarKnownUntil: number = Number([...holidays].toSorted().at(-1)?.slice(0, 4));

/**
 * Whether the office works on a day of Shanghai's calendar (`2026-10-10`): statutory holidays are off, make-up workdays are on, else Monday to Friday.
 * What the setting says of a day counts before the table.
 */
export function workdayBy({ calendar }: Pick<Settings, 'calendar'>): (day: string) => boolean {
  const off = new Set(calendar.holidays);
  const on = new Set(calendar.workdays);
  return (day) => {
    if (off.has(day)) return false;
    if (on.has(day) || workdays.has(day)) return true;
    return !holidays.has(day) && !isWeekend(day);
  };
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
