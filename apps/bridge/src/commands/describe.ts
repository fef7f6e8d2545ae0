import { parseCertificate } from '@jiesuo/certificate';
import type { Certificate, Ukey } from '../drivers/ukey.ts';
import type { CertificateView, UkeyView } from './view.ts';

const DAY_MS = 24 * 3600_000;
/** X.520: a person's two names, where a certificate has them. */
const SURNAME = '2.5.4.4';
const GIVEN_NAME = '2.5.4.42';
const LONGEST_TEXT = 200;

/** What a window shows of a UKey: all of it as the UKey says it. No codes of persons: whoever looks over a shoulder need not see them. */
export async function describeUkey(ukey: Ukey, now: Date): Promise<UkeyView> {
  const { serial, label, maker, certificates } = ukey.facts;
  const { user } = await ukey.tries();
  return {
    serial,
    label,
    maker,
    triesLeft: user?.left ?? null,
    certificates: certificates.map((certificate) => describeCertificate(certificate, now)),
  };
}

export function describeCertificate({ use, der }: Certificate, now: Date): CertificateView {
  try {
    const { subject, issuer, identity, notBefore, notAfter, keyUsage, serialNumber, fingerprint } =
      parseCertificate(der);
    const named = (oid: string) => subject.attributes.find((attribute) => attribute.oid === oid)?.value ?? '';
    const representative = `${named(SURNAME)}${named(GIVEN_NAME)}`;
    return {
      use,
      isReadable: true,
      name: short(subject.commonName ?? subject.text),
      ...(subject.organisation !== undefined && { organisation: short(subject.organisation) }),
      ...(identity.uscc !== undefined && { uscc: identity.uscc }),
      ...(representative !== '' && { representative: short(representative) }),
      issuer: short(issuer.commonName ?? issuer.text),
      serialNumber,
      fingerprint,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS),
      hasBegun: notBefore <= now,
      keyUsage: keyUsage === undefined ? [] : [...keyUsage],
    };
  } catch {
    return { use, isReadable: false };
  }
}

const short = (text: string): string => text.slice(0, LONGEST_TEXT);
