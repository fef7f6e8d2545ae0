import { randomInt, X509Certificate } from 'node:crypto';
import { type CardState, type ContainerState, parseCardState } from '../state.ts';
import { type DemoCa, yearsAfter } from './ca.ts';
import { type CertificateIssuer, issueCertificate } from './certificate.ts';
import { distinguish } from './distinguish.ts';
import { generatePrivateKey, type KeyKind, publicKeyInfo } from './key-pair.ts';

export interface CardRequest {
  readonly ca: DemoCa;
  readonly kind: KeyKind;
  /** O and CN of the certificate: 单位名称. */
  readonly company: string;
  /** Unified social credit code, 18 characters. Not checked: the demo also needs certificates of a sloppy CA. */
  readonly uscc: string;
  /** 6 to 16 printable ASCII characters. */
  readonly userPin: string;
  /** Default: one at random. */
  readonly serial?: string;
  /** Default: a random one of 16 characters; given only to stage a UKey whose admin PIN is too weak. */
  readonly adminPin?: string;
  readonly label?: string;
  readonly maker?: string;
  /** Default: now. */
  readonly validFrom?: Date;
  /** Default: 3 years after `validFrom`. */
  readonly validTo?: Date;
  /** Tries before a PIN is locked, 1 to 10. Default 6. */
  readonly triesMax?: number;
  /** Default true: as handed out, nobody has chosen a PIN yet. */
  readonly isDefaultUserPin?: boolean;
  /** Adds a second certificate over a key of its own, as SM2 UKeys have. Default: SM2 yes, RSA no. */
  readonly hasEncryptionCertificate?: boolean;
}

export interface IssuedCard {
  readonly state: CardState;
  /** The signing certificate. */
  readonly certificateDer: Uint8Array;
  /** Of the signing certificate, upper-case hex. */
  readonly certificateSerial: string;
  /** Serial number of the UKey. */
  readonly serial: string;
  readonly adminPin: string;
}

/**
 * Makes a UKey as a CA hands it out: fresh keys, certificates by the CA's root of the same kind, both PINs set.
 * RSA takes some 0.1 to 1 s.
 * @throws {CardStateError} for PINs, names or tries that no card can hold.
 */
export function issueCard(request: CardRequest): IssuedCard {
  const serial = request.serial ?? `JS${Array.from({ length: 14 }, () => randomInt(10)).join('')}`;
  const adminPin = request.adminPin ?? randomAdminPin();
  const triesMax = request.triesMax ?? 6;
  const container = issueContainer(request);
  const state = parseCardState({
    serial,
    label: request.label ?? '解锁演示KEY',
    maker: request.maker ?? 'Jiesuo Virtual',
    applicationName: 'JIESUO',
    userPin: request.userPin,
    adminPin,
    userTriesMax: triesMax,
    userTriesLeft: triesMax,
    adminTriesMax: triesMax,
    adminTriesLeft: triesMax,
    isDefaultUserPin: request.isDefaultUserPin ?? true,
    containers: [container],
  });
  const certificateDer = Uint8Array.from(Buffer.from(container.signCertificate, 'base64'));
  const certificateSerial = new X509Certificate(certificateDer).serialNumber;
  return { state, certificateDer, certificateSerial, serial, adminPin };
}

/** 16 printable ASCII characters but the space: 104 bits. One VERIFY transcript allows guessing offline. */
export function randomAdminPin(): string {
  return String.fromCharCode(...Array.from({ length: 16 }, () => 0x21 + randomInt(94)));
}

function issueContainer(request: CardRequest): ContainerState {
  const { ca, kind, company, uscc } = request;
  const authority = ca[kind];
  const issuer: CertificateIssuer = {
    kind,
    privateKey: authority.privateKey,
    name: distinguish(authority.organization, authority.commonName),
  };
  const subject = distinguish(company, company);
  const validFrom = request.validFrom ?? new Date();
  const validTo = request.validTo ?? yearsAfter(validFrom, 3);
  const issue = (purpose: 'signing' | 'encryption', privateKey: string) => {
    const subjectKey = publicKeyInfo(kind, privateKey);
    const der = issueCertificate(issuer, { subject, subjectKey, purpose, validFrom, validTo, uscc });
    return Buffer.from(der).toString('base64');
  };
  const privateKey = generatePrivateKey(kind);
  const signCertificate = issue('signing', privateKey);
  if (!(request.hasEncryptionCertificate ?? kind === 'sm2')) return { name: 'SIGN', kind, privateKey, signCertificate };
  // The private half is thrown away: no command of this card decrypts.
  const encCertificate = issue('encryption', generatePrivateKey(kind));
  return { name: 'SIGN', kind, privateKey, signCertificate, encCertificate };
}
