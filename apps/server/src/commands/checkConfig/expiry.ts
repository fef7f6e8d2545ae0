import type { X509Certificate } from 'node:crypto';
import { type Finding, found } from './finding.ts';

const dayMs = 86_400_000;
const daysWarned = 30;

/** How long a certificate is still good. */
export function expiryOf(subject: string, certificate: X509Certificate, now: Date): Finding {
  const { validFromDate: from, validToDate: to } = certificate;
  const day = to.toISOString().slice(0, 10);
  if (now < from) return found(subject, 'wrong', '证书尚未生效', 'the certificate is not valid yet');
  if (now >= to) return found(subject, 'wrong', `证书已于 ${day} 过期`, `the certificate expired on ${day}`);
  if (to.getTime() - now.getTime() < daysWarned * dayMs)
    return found(
      subject,
      'note',
      `证书将于 ${day} 过期，请尽快更换`,
      `the certificate expires on ${day}: change it soon`,
    );
  return found(subject, 'good', `证书有效至 ${day}`, `the certificate is good until ${day}`);
}
