import { readShanghai } from './shanghai.ts';

/** The moment of a clock in Shanghai as a page's own field gives it, `2026-11-23T09:30`; undefined when it is none. */
export const momentOf = (typed: string): Date | undefined =>
  typed[10] === 'T' ? readShanghai(`${typed.replace('T', ' ')}:00`) : undefined;
