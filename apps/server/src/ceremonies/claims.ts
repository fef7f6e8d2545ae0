import type { UkeyClaim } from '@jiesuo/ceremony';
import { CertificateFault, parseCertificate, subscriberNames } from '@jiesuo/certificate';
import type { ReadUkey } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { judgeUkey } from '../ukeys/judge.ts';

/** Judges what a bridge claims to have read. A UKey without a readable signing certificate is left out: there is nothing to judge. */
export async function judgeClaims(
  trx: Trx,
  ctx: Context,
  claims: readonly UkeyClaim[],
  now: Date,
): Promise<ReadUkey[]> {
  const readings: ReadUkey[] = [];
  for (const claim of claims) {
    const certificate = signingCertificate(claim);
    if (!certificate) continue;
    const { verdict, ukey } = await judgeUkey(
      trx,
      ctx,
      {
        serial: claim.claimedSerial,
        fingerprint: certificate.fingerprint,
        adminTriesLeft: claim.adminTries?.left ?? null,
      },
      now,
    );
    if (ukey && ukey.fingerprint === certificate.fingerprint)
      await noteCounters(trx, ukey.id, claim.userTries?.left ?? null, claim.adminTries?.left ?? null, now);
    readings.push({
      claimedSerial: claim.claimedSerial,
      label: claim.label,
      certificateSerial: certificate.serialNumber,
      subscriber: subscriberNames(certificate)[0] ?? certificate.subject.text.slice(0, 200),
      issuer: certificate.issuer.commonName ?? certificate.issuer.text.slice(0, 200),
      algorithm: certificate.key.kind,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      fingerprint: certificate.fingerprint,
      userTriesLeft: claim.userTries?.left ?? null,
      userTriesMax: claim.userTries?.max ?? null,
      adminTriesLeft: claim.adminTries?.left ?? null,
      isLocked: claim.userTries?.left === 0,
      verdict,
    });
  }
  return readings;
}

function signingCertificate(claim: UkeyClaim) {
  const der = claim.certificates.find((c) => c.use === 'sign')?.der;
  if (der === undefined) return undefined;
  try {
    return parseCertificate(Buffer.from(der, 'base64url'));
  } catch (fault) {
    if (fault instanceof CertificateFault) return undefined;
    throw fault;
  }
}

/** For staff: what the UKey last said of itself, through a bridge. */
export async function noteCounters(
  trx: Trx,
  ukeyId: string,
  userTriesLeft: number | null,
  adminTriesLeft: number | null,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('ukeys')
    .set({ user_tries_left: userTriesLeft, admin_tries_left: adminTriesLeft, seen_at: now })
    .where('id', '=', ukeyId)
    .execute();
}
