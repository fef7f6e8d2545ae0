import { catalogue, type DiagnosisCode, type Language } from '@jiesuo/diagnosis';

/** A sentence for what happened, and one for what to do. */
export interface Advice {
  readonly what: string;
  readonly todo: string;
}

/** What the catalogue says, in one language. */
export function advicesIn(language: Language): Readonly<Record<DiagnosisCode, Advice>> {
  const entries = Object.entries(catalogue).map(([code, { cause, advice }]) => [
    code,
    { what: cause[language], todo: advice[language] },
  ]);
  return Object.fromEntries(entries) as Record<DiagnosisCode, Advice>;
}
