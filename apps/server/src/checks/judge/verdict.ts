import type { Comparison, Finding, FindingCode, MaterialKind, Outcome } from '@jiesuo/contract';
import type { Box } from '../picture/picture.ts';
import type { PageReading, ReadFact, Reading } from '../read/reading.ts';

/** What should stand on a material: by the form, by the certificate, by what else was uploaded. Empty is not known yet. */
export interface Expected {
  readonly kind: MaterialKind;
  readonly company: string;
  readonly person: string;
  readonly idNumber: string;
  readonly uscc: string | undefined;
  readonly organisationCode: string | undefined;
  /** Drafts whose letter this may be. */
  readonly references: readonly string[];
  /** `YYYY-MM-DD` in Shanghai. */
  readonly today: string;
  /** Pages that another account sent before. */
  readonly elsewhere: readonly { readonly page: number; readonly isSame: boolean }[];
}
export interface Judged {
  readonly findings: readonly Finding[];
  readonly comparisons: readonly Comparison[];
}
/** One rule: facts in, what follows out. */
export type Rule = (reading: Reading, expected: Expected) => { findings?: Finding[]; comparisons?: Comparison[] };

const whole: Box = { x: 0, y: 0, width: 1, height: 1 };

/** Rounded, and never empty: it is drawn on the page. */
export function regionOf(page: number, box: Box = whole): NonNullable<Finding['region']> {
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  const [x, y] = [Math.min(0.999, Math.max(0, round(box.x))), Math.min(0.999, Math.max(0, round(box.y)))];
  return {
    page,
    x,
    y,
    width: Math.max(0.001, Math.min(1 - x, round(box.width))),
    height: Math.max(0.001, Math.min(1 - y, round(box.height))),
  };
}

export const finding = (code: FindingCode, severity: Finding['severity'], page: number, box?: Box): Finding => ({
  code,
  severity,
  region: regionOf(page, box),
});

export const comparison = (
  fact: Comparison['fact'],
  outcome: Outcome,
  { read = null, expected = null, region = null }: Partial<Pick<Comparison, 'read' | 'expected' | 'region'>>,
): Comparison => ({ fact, outcome, read, expected: expected === '' ? null : expected, region });

/** Every fact of that name with its page. */
export const factsNamed = (reading: Reading, name: ReadFact['fact']): { page: PageReading; fact: ReadFact }[] =>
  reading.pages.flatMap((page) => page.facts.flatMap((fact) => (fact.fact === name ? [{ page, fact }] : [])));
