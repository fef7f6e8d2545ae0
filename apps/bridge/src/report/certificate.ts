import { type Certificate as Parsed, parseCertificate } from '@jiesuo/certificate';
import type { ReportedUkey } from '@jiesuo/models';
import type { Certificate, UkeyFacts } from '../drivers/ukey.ts';
import type { Scrub } from './scrub.ts';

/** Country, province, locality, domain: the issuer's as well, and they name nobody. */
const places: ReadonlySet<string> = new Set(['2.5.4.6', '2.5.4.8', '2.5.4.7', '0.9.2342.19200300.100.1.25']);

type Reported = NonNullable<ReportedUkey['certificates']>[number];

/** Undefined for one that cannot be parsed: a report may be about exactly that UKey. */
export function parsed({ der }: Certificate): Parsed | undefined {
  try {
    return parseCertificate(der);
  } catch {
    return undefined;
  }
}

/** All that a certificate says of its holder, and the UKey's own number and name: none of it may be in a report. */
export function personalOf({ serial, label, certificates }: UkeyFacts): readonly string[] {
  return [
    serial,
    label,
    ...certificates.flatMap((one) => {
      const { subject, identity, serialNumber } = parsed(one) ?? {};
      const values = subject?.attributes.filter(({ oid }) => !places.has(oid)).map(({ value }) => value) ?? [];
      return [...values, ...Object.values(identity ?? {}), ...(serialNumber === undefined ? [] : [serialNumber])];
    }),
  ];
}

/** Issuer and algorithms, for whoever has to find out which CA and which token that is. */
export function reportCertificate(one: Certificate, scrub: Scrub): Reported {
  const found = parsed(one);
  if (found === undefined) return { use: one.use, issuer: 'unreadable', key: '', signature: '', usages: [] };
  const { issuer, subject, key, signatureAlgorithm, keyUsage } = found;
  const isOwn = Buffer.compare(issuer.der, subject.der) === 0;
  const name = [issuer.commonName, issuer.organisation, issuer.country].filter((part) => part !== undefined).join(', ');
  return {
    use: one.use,
    issuer: isOwn ? 'self-signed' : scrub.name(name),
    key: `${key.kind} ${key.bits}`,
    signature: signatureAlgorithm,
    usages: [...(keyUsage ?? [])],
  };
}
