import { issueCertificate } from './certificate.ts';
import { distinguish } from './distinguish.ts';
import { generatePrivateKey, type KeyKind, publicKeyInfo } from './key-pair.ts';

/** One self-signed authority. JSON-serialisable. */
export interface DemoAuthority {
  readonly kind: KeyKind;
  readonly organization: string;
  readonly commonName: string;
  /** SM2: 64 hex digits. RSA: PKCS#8 DER in base64. */
  readonly privateKey: string;
  /** DER in base64. */
  readonly certificate: string;
}

/** The demo's CA: one root a kind of key, as Chinese CAs run them. */
export interface DemoCa {
  readonly sm2: DemoAuthority;
  readonly rsa: DemoAuthority;
}

export interface DemoCaRequest {
  /** Default 演示认证中心. */
  readonly organization?: string;
  /** Default: now. */
  readonly validFrom?: Date;
  /** Default: 20 years later. */
  readonly validTo?: Date;
}

/** Makes a CA for the demo and the tests; its keys are kept by nobody but the caller. */
export function issueDemoCa({
  organization = '演示认证中心',
  validFrom = new Date(),
  validTo = yearsAfter(validFrom, 20),
}: DemoCaRequest = {}): DemoCa {
  const make = (kind: KeyKind): DemoAuthority => {
    const commonName = `${organization} ${kind.toUpperCase()} Root`;
    const name = distinguish(organization, commonName);
    const privateKey = generatePrivateKey(kind);
    const certificate = issueCertificate(
      { kind, privateKey, name },
      { subject: name, subjectKey: publicKeyInfo(kind, privateKey), purpose: 'authority', validFrom, validTo },
    );
    return { kind, organization, commonName, privateKey, certificate: Buffer.from(certificate).toString('base64') };
  };
  return { sm2: make('sm2'), rsa: make('rsa') };
}

export function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}
