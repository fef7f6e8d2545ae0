import type { Language } from './language.tsx';

const locales = { zh: 'zh-CN', en: 'en-GB' } as const;
/** In English the month is a word: 06/05 is a day in May to one reader and in June to another. */
const month = { zh: '2-digit', en: 'short' } as const;
/** Times are kept in UTC and shown in the CA's zone, whatever the computer's clock is set to. */
const zone = 'Asia/Shanghai';

const text = (iso: string, language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options }).format(new Date(iso));

export const showDate = (iso: string, language: Language) =>
  text(iso, language, { year: 'numeric', month: month[language], day: '2-digit' });
export const showTime = (iso: string, language: Language) =>
  text(iso, language, {
    year: 'numeric',
    month: month[language],
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
/** Integer fen as yuan. */
export const showFen = (fen: number) => `¥${(fen / 100).toFixed(2)}`;
export const showBytes = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
