import { useState } from 'react';
import { useMe } from '../session/me.ts';
import type { Verdict, Verdicts } from './verdicts.ts';

const prefix = 'jiesuo.console.verdicts.';
const keyOf = (staff: string, number: string) => `${prefix}${staff}.${number}`;

/** Verdicts not yet sent, by person and order, in this tab only: they survive a reload and a lost lease, not the tab nor a log-out. */
export function useKeptVerdicts(number: string) {
  const key = keyOf(useMe().id, number);
  const [set, setSet] = useState<Verdicts>(() => read(key));
  const judge = (material: string, verdict: Verdict) => {
    const next = { ...set, [material]: verdict };
    write(key, JSON.stringify(next));
    setSet(next);
  };
  return [set, judge, () => write(key, undefined)] as const;
}

export function forgetAllVerdicts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Closed by policy: then nothing was kept either.
  }
}

function read(key: string): Verdicts {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Verdicts;
  } catch {
    return {};
  }
}

function write(key: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Storage may be closed by policy: they then last as long as the page.
  }
}
