import type { EligibilityVerdict } from '@jiesuo/contract';

/** What is known of a UKey when it is judged; the claim's part is unverified. */
export interface EligibilityFacts {
  readonly now: Date;
  readonly registered?: {
    readonly status: 'active' | 'lost' | 'revoked';
    readonly fingerprint: string;
    readonly notBefore: Date;
    readonly notAfter: Date;
    readonly isModelSupported: boolean;
    /** Admin tries the model has when new, from its record. */
    readonly adminTriesMax: number;
    /** Tries that must be left before the one attempt. */
    readonly adminTriesNeeded: number;
    readonly secret?: {
      readonly isWeak: boolean;
      readonly isShared: boolean;
      readonly isExposed: boolean;
      readonly isWrong: boolean;
    };
    readonly hasOpenOrder: boolean;
  };
  /** Fingerprint that the UKey's signing certificate claims; undefined when only the registry is asked. */
  readonly claimedFingerprint?: string;
  /** Undefined when only the registry is asked, null when the driver cannot tell. */
  readonly claimedAdminTriesLeft?: number | null;
}

/** May this UKey be reset online? Pure: facts in, verdict out. The first reason found is the verdict. */
export function eligibility(facts: EligibilityFacts): EligibilityVerdict {
  const ukey = facts.registered;
  if (!ukey) return 'unknown_ukey';
  if (facts.claimedFingerprint !== undefined && facts.claimedFingerprint !== ukey.fingerprint)
    return 'certificate_differs';
  if (ukey.status === 'lost') return 'reported_lost';
  if (ukey.status === 'revoked') return 'revoked';
  if (facts.now > ukey.notAfter) return 'certificate_expired';
  if (facts.now < ukey.notBefore) return 'certificate_not_yet_valid';
  if (!ukey.isModelSupported) return 'model_unsupported';
  if (!ukey.secret || ukey.secret.isWrong) return 'admin_secret_missing';
  if (ukey.secret.isWeak || ukey.secret.isShared || ukey.secret.isExposed) return 'admin_secret_weak';
  const adminTriesLeft = facts.claimedAdminTriesLeft === null ? ukey.adminTriesMax : facts.claimedAdminTriesLeft;
  if (adminTriesLeft !== undefined && adminTriesLeft < ukey.adminTriesNeeded) return 'admin_tries_low';
  if (ukey.hasOpenOrder) return 'order_open';
  return 'fine';
}
