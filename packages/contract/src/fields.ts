import { isMobile, normaliseMobile, normaliseResidentId, residentIdFault } from '@jiesuo/certificate/digits';
import { z } from 'zod';
import type { FaultCode } from './faults.ts';
import { momentOf } from './moment.ts';

/** A zod message is always a fault code: pages and server say the same sentence for it. */
const fault = (code: FaultCode) => code;

const text = (max: number) =>
  z
    .string(fault('wrong_type'))
    .transform((s) => s.normalize('NFC').trim())
    .pipe(z.string().min(1, fault('required')).max(max, fault('too_long')));

export const mobile = z
  .string(fault('wrong_type'))
  .max(32, fault('mobile_malformed'))
  .transform((s) => normaliseMobile(s) ?? '')
  .refine(isMobile, fault('mobile_malformed'));
export const code = z
  .string(fault('wrong_type'))
  .max(16, fault('code_malformed'))
  .transform((s) => s.normalize('NFKC').replace(/\s/g, ''))
  .refine((s) => /^\d{6}$/.test(s), fault('code_malformed'));
/** 8 to 64 characters, kept exactly as typed: no trimming, no composition rules (NIST SP 800-63B-4 §3.1.1.2). The block list is the server's. */
export const password = z.string(fault('wrong_type')).min(8, fault('password_short')).max(64, fault('password_long'));
/** What is typed to log in: anything up to the limit, so that old rules never lock a person out. */
export const typedPassword = z.string(fault('wrong_type')).min(1, fault('required')).max(64, fault('password_long'));
export const organisation = text(100);
export const personName = text(50).refine(
  (s) => !/[\d<>@#$%^&*()（）{}[\]\\/|"'`~!?;:+=_]/.test(s),
  fault('name_malformed'),
);
export const email = z
  .union([z.literal(''), z.email(fault('email_malformed')).max(254, fault('too_long'))])
  .optional()
  .transform((s) => (s === '' ? undefined : s));
/** An address that mail is sent to: one line, no comments, no quoting. */
export const mailAddress = z
  .string(fault('wrong_type'))
  .max(300, fault('too_long'))
  .transform((s) => s.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email(fault('email_malformed')).max(254, fault('too_long')));
export const idNumber = z
  .string(fault('wrong_type'))
  .max(40, fault('id_number_malformed'))
  .transform((s) => normaliseResidentId(s) ?? s)
  .superRefine((s, ctx) => {
    const found = residentIdFault(s);
    const codes: Record<string, FaultCode> = { check_digit: 'id_number_check_digit', birth_date: 'id_number_date' };
    if (found) ctx.addIssue({ code: 'custom', message: codes[found] ?? fault('id_number_malformed') });
  });
/** Kept as it is typed. Empty counts as not given; whether it has passed is judged where a clock is. */
export const deadline = z
  .string(fault('wrong_type'))
  .max(16, fault('time_malformed'))
  .optional()
  .transform((s) => (s === '' ? undefined : s))
  .refine((s) => s === undefined || momentOf(s) !== undefined, fault('time_malformed'));
export const note = (max: number) => text(max);
export const id = z.uuid(fault('wrong_type'));
export const orderNumber = z.string(fault('wrong_type')).regex(/^CA\d{8}[0-9A-Z]{6,10}$/, fault('wrong_type'));
/** Integer fen. */
export const fen = z.coerce
  .number<number | string>(fault('amount_malformed'))
  .int(fault('amount_malformed'))
  .min(0, fault('amount_malformed'))
  .max(100_000_000, fault('amount_malformed'));
/** A key of the list's order, opaque to the client; lists page by key, never by offset. */
export const after = z.string(fault('wrong_type')).max(200, fault('too_long')).optional();
export const limit = z.coerce
  .number<number | string | undefined>(fault('wrong_type'))
  .int(fault('wrong_type'))
  .min(1, fault('wrong_type'))
  .max(100, fault('wrong_type'))
  .default(20);
/** One address or a CIDR block, of IPv4 or IPv6. */
export const addressBlock = z
  .string(fault('wrong_type'))
  .max(50, fault('address_block_malformed'))
  .transform((s) => s.normalize('NFKC').trim().toLowerCase())
  .pipe(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], fault('address_block_malformed')));
/** What an integrator knows a link by: opaque to us, and safe in a URL as it is. */
export const linkState = z.string(fault('wrong_type')).regex(/^[A-Za-z0-9._~-]{1,128}$/, fault('wrong_type'));
export const at = z.iso.datetime();
/** A day of the calendar in Asia/Shanghai: 2026-11-22. */
export const day = z.iso.date(fault('wrong_type'));
export const nothing = z.strictObject({});
export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });
