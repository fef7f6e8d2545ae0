import { rawPublicKey } from '@jiesuo/ceremony';
import type { Trial } from '../trial.ts';
import type { EvidenceBundle } from './evidence/bundle.ts';
import { fileOf } from './evidence/file.ts';
import { examineEvidence } from './evidence/verify.ts';

/** For tests: what is proven by the portal's keys alone. @throws EvidenceFault for the first lie */
export function verifyEvidence(text: string, portalKeys: readonly Uint8Array[]): EvidenceBundle {
  const { fault, bundle } = examineEvidence(text, { portalKeys, auditKeys: [], issuers: [] });
  if (fault) throw fault;
  if (!bundle) throw new Error('evidence without a fault and without a bundle');
  return bundle;
}

/** The only evidence of a trial, as its customer would download it. @throws EvidenceFault for the first lie */
export async function verifyKept(t: Trial): Promise<EvidenceBundle> {
  const { bundle } = await t.ctx.db.selectFrom('evidence').select('bundle').executeTakeFirstOrThrow();
  return verifyEvidence(await fileOf(t.ctx, bundle, false), [rawPublicKey(t.ctx.portalKey.publicKey)]);
}
