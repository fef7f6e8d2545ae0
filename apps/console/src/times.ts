import type { Words } from './words/zh.ts';

/** Everyone works by the clock of Shanghai, whatever the computer's zone is. The Swedish form is `2026-11-22 09:05:00`. */
const second = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** To the second: for logs, where the order of things matters. */
export const exactTimeOf = (at: string): string => second.format(new Date(at));
/** Hours and minutes of today. */
export const clockOf = (at: string): string => exactTimeOf(at).slice(11, 16);

/** `200` → `3 小时 20 分钟` */
export function waitOf(minutes: number, words: Words): string {
  const whole = Math.max(0, Math.trunc(minutes));
  if (whole < 60) return words.said.minutes(whole);
  const hours = Math.trunc(whole / 60);
  return hours < 24 ? words.said.hours(hours, whole % 60) : words.said.days(Math.trunc(hours / 24), hours % 24);
}
