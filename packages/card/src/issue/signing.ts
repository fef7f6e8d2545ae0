import { X509Certificate } from 'node:crypto';
import { type DemoCa, yearsAfter } from './ca.ts';
import { issueCertificate, type KeyPurpose } from './certificate.ts';
import { distinguish } from './distinguish.ts';
import { generatePrivateKey, type KeyKind, publicKeyInfo } from './key-pair.ts';

/** Whose certificate, by whom, for how long. */
export interface CertificateOrder {
  readonly ca: DemoCa;
  /** O and CN of the certificate: 单位名称. */
  readonly company: string;
  /** Unified social credit code, 18 characters. Not checked: the demo also needs certificates of a sloppy CA. */
  readonly uscc: string;
  /** Default: now. */
  readonly validFrom?: Date;
  /** Default: 3 years after `validFrom`. */
  readonly validTo?: Date;
}

/** What was handed out, whatever the family. */
export interface Issued<S> {
  readonly state: S;
  /** The signing certificate. */
  readonly certificateDer: Uint8Array;
  /** Of the signing certificate, upper-case hex. */
  readonly certificateSerial: string;
  /** Serial number of the UKey. */
  readonly serial: string;
}

/** A fresh key and its certificate, both as card states keep them. SM2 keys are certified by the SM2 root, all others by the RSA root. */
export function issueKey<K extends KeyKind>(
  { ca, company, uscc, validFrom = new Date(), validTo = yearsAfter(validFrom, 3) }: CertificateOrder,
  kind: K,
  purpose: Exclude<KeyPurpose, 'authority'>,
): { readonly kind: K; readonly privateKey: string; readonly certificate: string } {
  const authority = kind === 'sm2' ? ca.sm2 : ca.rsa;
  const privateKey = generatePrivateKey(kind);
  const der = issueCertificate(
    {
      kind: authority.kind,
      privateKey: authority.privateKey,
      name: distinguish(authority.organization, authority.commonName),
    },
    {
      subject: distinguish(company, company),
      subjectKey: publicKeyInfo(kind, privateKey),
      purpose,
      validFrom,
      validTo,
      uscc,
    },
  );
  return { kind, privateKey, certificate: Buffer.from(der).toString('base64') };
}

/** @param certificate DER in base64. */
export function certificateFacts(certificate: string): Pick<Issued<unknown>, 'certificateDer' | 'certificateSerial'> {
  const certificateDer = Uint8Array.from(Buffer.from(certificate, 'base64'));
  return { certificateDer, certificateSerial: new X509Certificate(certificateDer).serialNumber };
}
