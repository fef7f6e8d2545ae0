import { faults, materialKinds, materialWords } from '@jiesuo/contract';
import { type Language, useLanguage } from '@jiesuo/ui';
import { en } from './en.ts';
import { type Words, zh } from './zh.ts';

const dictionaries: Record<Language, Words> = { zh, en };
export const useWords = (): Words => dictionaries[useLanguage()];

/** Faults that only these pages can find, beside the contract's. */
const ownFaults = {
  passwords_differ: 'passwordsDiffer',
  material_missing: 'materialMissing',
  material_busy: 'materialBusy',
} as const;

const isOwn = (code: string): code is keyof typeof ownFaults => code in ownFaults;
const isKnown = (code: string): code is keyof typeof faults => code in faults;

/** Says a fault code in the person's language. */
export function useFaultSentence(): (code: string | undefined) => string | undefined {
  const language = useLanguage();
  return (code) => {
    if (code === undefined) return undefined;
    if (isOwn(code)) return dictionaries[language].fault[ownFaults[code]];
    return faults[isKnown(code) ? code : 'wrong_type'][language];
  };
}

/** The three materials in the manual's order, each with what it must look like. */
export function useMaterialWords() {
  const language = useLanguage();
  const { apply } = dictionaries[language];
  return materialKinds.map((kind) => ({
    kind,
    name: materialWords[kind][language],
    note: kind === 'id_card' ? apply.idCardBoth : apply.stamped,
  }));
}
