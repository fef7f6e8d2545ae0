import type { RowFault } from '@jiesuo/contract/console';
import type { MadeInvoice } from '../issuer.ts';
import type { ResultRow } from './read.ts';

/** The day of an Excel serial number: 1 is 1900-01-01, and 1900 had a 29 February (ECMA-376 §18.17.4.1). */
const serialDay = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);

/** `2026-11-22`, also as tax offices and spreadsheets write it; undefined for what is no day. */
export function dayIn(text: string): string | undefined {
  if (/^[3-6]\d{4}(\.\d+)?$/.test(text)) return serialDay(Math.floor(Number(text)));
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T][\d:.]+)?$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
    [];
  if (!year || !month || !day) return undefined;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // A 31 February would become 3 March.
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
    ? at.toISOString().slice(0, 10)
    : undefined;
}

/** Integer fen of an amount in yuan, with or without its sign and thousands. */
export function fenIn(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[¥\s,]/g, '');
  return /^\d{1,7}(\.\d{1,2}0*)?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** What a row says was made; `blank` where nobody filled it in. Pure. */
export function madeIn({ number, code, day, amount }: ResultRow): MadeInvoice | RowFault | 'blank' {
  if (number === '' && code === '') return 'blank';
  if (!/^(\d{20}|\d{8})$/.test(number)) return 'number_malformed';
  if (number.length === 8 ? !/^(\d{10}|\d{12})$/.test(code) : code !== '') return 'code_malformed';
  const made = dayIn(day);
  if (made === undefined) return 'day_malformed';
  const amountFen = fenIn(amount);
  if (amountFen === undefined) return 'amount_malformed';
  return { code: code === '' ? null : code, number, day: made, amountFen };
}
