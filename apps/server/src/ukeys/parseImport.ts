import type { Certificate } from '@jiesuo/certificate';
import { CertificateFault, parseCertificate, subscriberNames } from '@jiesuo/certificate';
import { mailAddress, mobile } from '@jiesuo/contract/fields';
import type { Model } from '@jiesuo/models';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isAdminSecret } from './models.ts';

export interface ImportedUkey {
  readonly serial: string;
  readonly model: Model;
  readonly certificate: Certificate;
  readonly subscriber: string;
  readonly adminPin: string;
  readonly contactMobile?: string;
  readonly contactMail?: string;
}
export interface ImportFault {
  /** 1 for the first record (after a CSV's header). */
  readonly line: number;
  readonly fault: string;
}
type Parsed = { readonly ukeys: readonly ImportedUkey[]; readonly faults: readonly ImportFault[] };

const record = z.strictObject({
  // 32 where a card id of 16 bytes is its serial number (GIDS).
  serial: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'serial'),
  model: z.string().min(1, 'model').max(64, 'model'),
  certificate: z.string().min(1, 'certificate').max(32_768, 'certificate'),
  adminPin: z.string().regex(/^[\x20-\x7e]{4,64}$/, 'adminPin'),
  contactMobile: z.string().max(32, 'contactMobile').optional(),
  contactMail: z.string().max(300, 'contactMail').optional(),
});
const recordsMax = 5_000;

/** Reads a whole file and judges every record; faults name the column, never the value: it may be a secret. */
export function parseImport(format: 'csv' | 'json', bytes: Buffer, models: readonly Model[]): Parsed {
  const read = readRecords(format, bytes);
  if (typeof read === 'string') return { ukeys: [], faults: [{ line: 0, fault: read }] };
  const ukeys: ImportedUkey[] = [];
  const faults: ImportFault[] = [];
  const seen = new Set<string>();
  for (const [i, raw] of read.entries()) {
    const judged = judgeRecord(raw, models);
    if (typeof judged === 'string') faults.push({ line: i + 1, fault: judged });
    else if (seen.has(judged.serial)) faults.push({ line: i + 1, fault: 'serial: twice in this file' });
    else {
      seen.add(judged.serial);
      ukeys.push(judged);
    }
  }
  return { ukeys, faults: faults.slice(0, 100) };
}

function readRecords(format: 'csv' | 'json', bytes: Buffer): unknown[] | string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const rows: unknown =
      format === 'csv'
        ? parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true, max_record_size: 65_536 })
        : JSON.parse(text);
    if (!Array.isArray(rows)) return 'file: a list of records is needed';
    if (rows.length === 0) return 'file: no records';
    return rows.length > recordsMax ? `file: more than ${recordsMax} records` : rows;
  } catch {
    return `file: not readable as ${format.toUpperCase()} in UTF-8`;
  }
}

/** One record; a fault as `column: what`, never with the value. */
export function judgeRecord(raw: unknown, models: readonly Model[]): ImportedUkey | string {
  const cleaned =
    typeof raw === 'object' && raw !== null ? Object.fromEntries(Object.entries(raw).filter(([, v]) => v !== '')) : raw;
  const shape = record.safeParse(cleaned);
  if (!shape.success) return `${shape.error.issues[0]?.path.join('.') || 'columns'}: not valid`;
  const { serial, contactMobile, contactMail } = shape.data;
  const model = models.find(({ id }) => id === shape.data.model);
  if (!model) return `model: not known (${models.map(({ id }) => id).join(', ')})`;
  // Keys are written in either case; one spelling, or equal secrets would have different digests.
  const adminPin =
    model.reset.method === 'challenge_response' ? shape.data.adminPin.toLowerCase() : shape.data.adminPin;
  if (!isAdminSecret(model, adminPin)) return 'adminPin: not valid for this model';
  const certificate = readCertificate(shape.data.certificate);
  if (!certificate) return 'certificate: not readable (PEM or base64 DER)';
  const number = contactMobile === undefined ? undefined : mobile.safeParse(contactMobile);
  if (number && !number.success) return 'contactMobile: not valid';
  const mail = contactMail === undefined ? undefined : mailAddress.safeParse(contactMail);
  if (mail && !mail.success) return 'contactMail: not valid';
  const subscriber = subscriberNames(certificate)[0];
  if (!subscriber) return 'certificate: names nobody';
  return {
    serial,
    model,
    certificate,
    subscriber,
    adminPin,
    ...(number?.success ? { contactMobile: number.data } : {}),
    ...(mail?.success ? { contactMail: mail.data } : {}),
  };
}

function readCertificate(text: string): Certificate | undefined {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\\n|\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  try {
    return parseCertificate(Buffer.from(base64, 'base64'));
  } catch (fault) {
    if (fault instanceof CertificateFault) return undefined;
    throw fault;
  }
}
