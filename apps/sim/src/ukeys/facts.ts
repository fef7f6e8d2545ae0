import { X509Certificate } from 'node:crypto';
import type { AnyCard } from '@jiesuo/card';

/** What the desk shows of a UKey. The PINs and keys stay inside. */
export interface UkeyFacts {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
  readonly kind: 'sm2' | 'rsa' | 'p256';
  readonly subscriber: string;
  readonly issuer: string;
  readonly certificateSerial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of the certificate's DER, lower-case hex. */
  readonly fingerprint: string;
  readonly userTriesLeft: number;
  readonly userTriesMax: number;
  readonly adminTriesLeft: number;
  readonly adminTriesMax: number;
  readonly isLocked: boolean;
  readonly isDefaultUserPin: boolean;
}

/** @throws Error for a UKey without a container: the demo makes none. */
export function factsOf({ state }: AnyCard): UkeyFacts {
  const [container] = state.containers;
  if (!container) throw new Error(`UKey ${state.serial} has no certificate`);
  const certificate = new X509Certificate(Buffer.from(container.signCertificate, 'base64'));
  return {
    serial: state.serial,
    label: state.label,
    maker: state.maker,
    kind: container.kind,
    subscriber: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    certificateSerial: certificate.serialNumber,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    userTriesLeft: state.userTriesLeft,
    userTriesMax: state.userTriesMax,
    adminTriesLeft: state.adminTriesLeft,
    adminTriesMax: state.adminTriesMax,
    isLocked: state.userTriesLeft === 0,
    isDefaultUserPin: state.isDefaultUserPin,
  };
}

const commonName = (name: string) => /^CN=(.*)$/m.exec(name)?.[1] ?? name;
