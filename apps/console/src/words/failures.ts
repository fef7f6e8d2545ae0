import { catalogue, type FailureCode } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

/** Why a reset stopped, for the staff: what happened, in a few words. */
export const failureTitle = (code: FailureCode, language: Language): string => catalogue[code].title[language];
