import type { CheckFailure } from '@jiesuo/contract';
import type { Fingerprint } from '../picture/fingerprint.ts';
import type { Reading } from '../read/reading.ts';

/** A page for the child: what is read (as large as it is kept) and what it is recognised by (its picture). */
export interface Sheet {
  readonly page: number;
  readonly bytes: Buffer;
  readonly picture: Buffer;
}
export interface PagePrint extends Fingerprint {
  readonly page: number;
  readonly sha256: string;
}
export interface ReadMaterial {
  readonly reading: Reading;
  readonly prints: readonly PagePrint[];
}

/** What the child says to its parent. */
export type Answer =
  | ReadMaterial
  | { readonly failure: Extract<CheckFailure, 'unreadable' | 'broken'>; readonly inside: string };
