import type { Certificate } from '@jiesuo/certificate';
import type { Verifier } from '../../../audit/note/vkey.ts';
import type { EvidenceBundle, EvidenceFile, NewBundle } from '../bundle.ts';
import { EvidenceFault } from '../fault.ts';

/** What a verifier brings with him; nothing inside a file counts for itself. */
export interface Trust {
  /** Portal keys, raw 32 bytes each. */
  readonly portalKeys: readonly Uint8Array[];
  readonly auditKeys: readonly Verifier[];
  /** Certificates of CAs that may have issued the UKey's. */
  readonly issuers: readonly Certificate[];
  /** A proof that the log of the file and another checkpoint are one log: the answer of `audit.compare`, as JSON. */
  readonly comparison?: string | undefined;
}

/** A file whose shape and signature are right. */
export interface Opened {
  readonly file: EvidenceFile;
  readonly bundle: EvidenceBundle;
  readonly portalKey: Uint8Array;
}

/** What a check found: proven, or not to be asked of this file or of this verifier. It throws EvidenceFault for a lie. */
export interface Told {
  readonly mark: 'proven' | 'open';
  readonly zh: string;
  readonly en: string;
}
export type Check = (opened: Opened, trust: Trust) => Told;

export const proven = (zh: string, en: string): Told => ({ mark: 'proven', zh, en });
export const open = (zh: string, en: string): Told => ({ mark: 'open', zh, en });

export function mustBe(isTrue: boolean, zh: string, en: string): asserts isTrue {
  if (!isTrue) throw new EvidenceFault(zh, en);
}

/** @throws EvidenceFault with these words, whatever was wrong. */
export function opening<T>(run: () => T, zh: string, en: string): T {
  try {
    return run();
  } catch {
    throw new EvidenceFault(zh, en);
  }
}

/** For what evidence of the first version does not tell. */
export const ifTold =
  (zh: string, en: string, check: (bundle: NewBundle, opened: Opened) => Told): Check =>
  (opened) =>
    opened.bundle.v === 2
      ? check(opened.bundle, opened)
      : open(`早期版本的凭证不含${zh}`, `Evidence of the first version does not tell ${en}`);

/** ISO times of one spelling compare as they stand. */
export const isInOrder = (...times: readonly string[]): boolean =>
  times.every((time, i) => i === 0 || (times[i - 1] ?? '') <= time);
