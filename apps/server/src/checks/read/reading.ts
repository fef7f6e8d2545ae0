import type { Side } from '../picture/edges.ts';
import type { Box } from '../picture/picture.ts';

/** What a page looks like by its words. */
export const looks = [
  'business_license',
  'id_card_front',
  'id_card_back',
  'id_card',
  'authorization',
  'unknown',
] as const;
export type Look = (typeof looks)[number];

/** Something that a page says, as it was read. Numbers passed their check digits. */
export interface ReadFact {
  readonly fact:
    | 'company'
    | 'person'
    | 'uscc'
    | 'id_number'
    | 'id_valid_until'
    | 'license_valid_until'
    /** Read twice alike, and its check digit is wrong. */
    | 'uscc_failing'
    | 'id_number_failing'
    /** Of a letter. */
    | 'line';
  /** Days are `YYYY-MM-DD`; `long` has no end. */
  readonly text: string;
  readonly box: Box;
}

export interface PageReading {
  /** From 1. */
  readonly page: number;
  readonly look: Look;
  readonly facts: readonly ReadFact[];
  readonly seals: readonly { readonly box: Box; readonly text: string }[];
  readonly codes: readonly { readonly claimedText: string; readonly box: Box }[];
  /** See `sharpnessOf`; null where there is too little print. */
  readonly sharpness: number | null;
  readonly cutSides: readonly Side[];
  /** Pixels on its shorter side. */
  readonly shortSide: number;
}

/** All that was read of one material, before anything is compared. */
export interface Reading {
  readonly engine: string;
  readonly pages: readonly PageReading[];
}
