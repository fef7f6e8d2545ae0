import { randomBytes, randomInt } from 'node:crypto';
import type { Agenda } from '../clock/agenda.ts';
import type { Records } from '../disk/records.ts';
import { type Code, code, type Refund, refund, type Trade, trade } from './trade.ts';

type Money = Trade['gateway'];

/** All trades and refunds of both gateways; durable. */
export interface Book {
  trade(gateway: Money, number: string): Trade | undefined;
  byReference(gateway: Money, reference: string): Trade | undefined;
  trades(): Trade[];
  put(one: Trade): void;
  refund(gateway: Money, refund: string): Refund | undefined;
  refundsOf(one: Trade): Refund[];
  refunds(gateway: Money): Refund[];
  putRefund(one: Refund): void;
  /** A new code for a trade, good for `minutes`. */
  give(one: Trade, minutes: number): string;
  byCode(code: string): Code | undefined;
  atomically<R>(work: () => R): R;
  now(): Date;
}

export function openBook(records: Records, agenda: Agenda): Book {
  const trades = records.of('trade', trade);
  const refunds = records.of('refund', refund);
  const codes = records.of('code', code);
  return {
    trade: (gateway, number) => trades.get(`${gateway}:${number}`),
    byReference: (gateway, reference) =>
      trades.list().find((one) => one.gateway === gateway && one.reference === reference),
    trades: () => trades.list(),
    put: (one) => trades.put(`${one.gateway}:${one.number}`, one),
    refund: (gateway, number) => refunds.get(`${gateway}:${number}`),
    refundsOf: (one) => refunds.list().filter((other) => other.gateway === one.gateway && other.number === one.number),
    refunds: (gateway) => refunds.list().filter((one) => one.gateway === gateway),
    putRefund: (one) => refunds.put(`${one.gateway}:${one.refund}`, one),
    give(one, minutes) {
      const fresh = randomBytes(8).toString('base64url');
      const validUntil = new Date(agenda.now().getTime() + minutes * 60_000).toISOString();
      codes.put(fresh, { code: fresh, gateway: one.gateway, number: one.number, validUntil });
      return fresh;
    },
    byCode: (given) => codes.get(given),
    atomically: (work) => records.atomically(work),
    now: agenda.now,
  };
}

/** Digits as the gateways' own numbers have them: a prefix, the day, and chance. */
export function freshReference(prefix: string, now: Date, length: number): string {
  const day = dayOf(now).replaceAll('-', '');
  let digits = `${prefix}${day}`;
  while (digits.length < length) digits += String(randomInt(10));
  return digits;
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
/** `2026-11-22`, in Asia/Shanghai. */
export const dayOf = (at: Date): string => days.format(at);

/** Fen as a gateway writes yuan: `12.30`. */
export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
/** @returns undefined for what is no amount with at most two decimals. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined;
}
