import { useState } from 'react';
import type { Verdict, Verdicts } from './verdicts.ts';

/** Verdicts not yet sent, by order, in the page's memory only: they survive a look at another page, not a log-out. */
const kept = new Map<string, Verdicts>();
export const forgetVerdicts = (number: string): boolean => kept.delete(number);

export function useKeptVerdicts(number: string) {
  const [set, setSet] = useState<Verdicts>(() => kept.get(number) ?? {});
  const judge = (material: string, verdict: Verdict) => {
    const next = { ...set, [material]: verdict };
    kept.set(number, next);
    setSet(next);
  };
  return [set, judge] as const;
}
