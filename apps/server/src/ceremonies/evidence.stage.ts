import type { EvidenceBundle } from './evidence/bundle.ts';
import { examineEvidence } from './evidence/verify.ts';

/** For tests: what is proven by the portal's keys alone. @throws EvidenceFault for the first lie */
export function verifyEvidence(text: string, portalKeys: readonly Uint8Array[]): EvidenceBundle {
  const { fault, bundle } = examineEvidence(text, { portalKeys, auditKeys: [], issuers: [] });
  if (fault) throw fault;
  if (!bundle) throw new Error('evidence without a fault and without a bundle');
  return bundle;
}
