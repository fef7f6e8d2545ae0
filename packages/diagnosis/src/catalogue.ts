import type { DiagnosisCode } from './codes.ts';
import type { Diagnosis, Language } from './entry.ts';
import { bridgeWords } from './words/bridge.ts';
import { driverWords } from './words/drivers.ts';
import { failureWords } from './words/failures.ts';
import { windowWords } from './words/window.ts';

/** Every condition that this product names, in the only words that it has for it: bridge, window, portal, console, API and terminal take them from here. */
export const catalogue: Readonly<Record<DiagnosisCode, Diagnosis>> = {
  ...bridgeWords,
  ...driverWords,
  ...failureWords,
  ...windowWords,
};

export const isDiagnosisCode = (code: string): code is DiagnosisCode => Object.hasOwn(catalogue, code);

/** One condition in one language. */
export interface Spoken {
  readonly title: string;
  readonly cause: string;
  readonly advice: string;
}

/** @param detail a vendor's code or the name of a library, shown behind the cause; nothing personal. */
export function speak(code: DiagnosisCode, language: Language, detail?: string): Spoken {
  const { title, cause, advice } = catalogue[code];
  const behind = detail === undefined ? '' : language === 'zh' ? `（${detail}）` : ` (${detail})`;
  return {
    title: title[language],
    cause: cause[language].replace(/[。.]$/, (stop) => `${behind}${stop}`),
    advice: advice[language],
  };
}

/** What happened and what to do, as one line of text. */
export function sentenceOf(code: DiagnosisCode, language: Language, detail?: string): string {
  const { cause, advice } = speak(code, language, detail);
  return language === 'zh' ? `${cause}${advice}` : `${cause} ${advice}`;
}
