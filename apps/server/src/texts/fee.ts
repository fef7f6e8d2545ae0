import { everySubject } from '@jiesuo/contract';
import type { Texts } from './versions.ts';

/** What an order that is made now costs, in fen. One that was made keeps its own. */
export const feeOf = (texts: Pick<Texts, 'content'>): number => texts.content('fee', everySubject)?.fen ?? 0;
