import { type FaultCode, faults } from '@jiesuo/contract';
import { type Language, useLanguage } from '@jiesuo/ui';
import { en } from './words/en.ts';
import { type Words, zh } from './words/zh.ts';

const all: Record<Language, Words> = { zh, en };

export const useWords = (): Words => all[useLanguage()];

const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(faults, code);
/** The contract's sentence for a fault code; a text that is not a code is shown as it is. */
export const sayFault = (code: string | undefined, language: Language): string | undefined =>
  code !== undefined && isFaultCode(code) ? faults[code][language] : code;
