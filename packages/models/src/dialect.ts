import { z } from 'zod';
import { contradictions, type FieldFault, shapeFaults } from './faults.ts';
import { type Model, model, type Quirks } from './model.ts';
import type { Reset } from './reset.ts';

/** What differs between GM/T 0017 cards. */
export type DialectFields = Omit<Extract<Reset, { method: 'gmt0017' }>, 'method' | 'application'>;
/** Stands where nobody has told yet, so that the rest of the record can be judged. */
const anyDialect: DialectFields = { pinHash: 'sha1', cipher: 'sm4', lcInMac: false, lcEndian: 'big', headerLength: 7 };
const anyApplication = '?';

/** A GM/T 0017 record whose dialect, or application, may still be open. */
export interface DialectDraft {
  /** With a dialect in it that may be anybody's: only for recognising the UKey. */
  readonly model: Model;
  /** What the record says already; undefined where a part of it is missing or empty. */
  readonly dialect: DialectFields | undefined;
  readonly application: string | undefined;
  /** The record as JSON with what was found, and where it comes from. */
  fill(found: DialectFields, application: string, source: string, quirks?: Quirks): string;
}

const open = z.looseObject({
  reset: z.looseObject({}),
  quirks: z.looseObject({}).default({}),
  sources: z.array(z.unknown()).default([]),
});
/** As an empty draft leaves it. */
const isOpen = (value: unknown) => value === undefined || value === null || value === '';
const DIALECT_FACT = 'reset: pinHash, cipher, lcInMac, lcEndian, headerLength';

/**
 * Reads a record whose dialect is to be found out. Everything else in it must be fine.
 * @param text JSON, at most 64 KB.
 */
export function readDialectDraft(
  text: string,
): { readonly draft: DialectDraft } | { readonly faults: readonly FieldFault[] } {
  const whole = (message: string) => ({ faults: [{ field: '', message }] });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return whole('不是正确的 JSON · is not valid JSON');
  }
  const { data: record } = open.safeParse(data);
  if (record?.reset['method'] !== 'gmt0017')
    return {
      faults: [{ field: 'reset.method', message: '只有 gmt0017 有方言可测 · only gmt0017 has a dialect to probe' }],
    };
  const { reset } = record;
  const told = Object.fromEntries(Object.entries(reset).filter(([, value]) => !isOpen(value)));
  const judged = model.safeParse({ ...record, reset: { application: anyApplication, ...anyDialect, ...told } });
  if (!judged.success) return { faults: shapeFaults(judged.error) };
  const wrong = contradictions(judged.data);
  if (wrong.length > 0 || judged.data.reset.method !== 'gmt0017') return { faults: wrong };
  const { application, pinHash, cipher, lcInMac, lcEndian, headerLength } = judged.data.reset;
  return {
    draft: {
      model: judged.data,
      dialect: Object.keys(anyDialect).every((name) => name in told)
        ? { pinHash, cipher, lcInMac, lcEndian, headerLength }
        : undefined,
      application: 'application' in told ? application : undefined,
      fill(found, name, source, quirks = {}) {
        const others = record.sources.filter((one) => !isAboutDialect(one));
        const sources = [...others, { fact: DIALECT_FACT, source, isVerified: true }];
        const filled = {
          ...record,
          reset: { ...reset, application: name, ...found },
          quirks: { ...record.quirks, ...quirks },
          sources,
        };
        return `${JSON.stringify(filled, null, 2)}\n`;
      },
    },
  };
}

const isAboutDialect = (source: unknown): boolean =>
  typeof source === 'object' && source !== null && 'fact' in source && source.fact === DIALECT_FACT;
