import { type FailureCode, sentenceOf } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

/** Without a code (an attempt that ran out, a bridge that fell silent) there still is a sentence. */
export const failureSentence = (code: FailureCode | null, language: Language): string =>
  sentenceOf(code ?? 'not_completed', language);
