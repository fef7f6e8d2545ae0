import { randomInt } from 'node:crypto';
import { type CardState, type ContainerState, parseCardState } from '../gmt0017/state.ts';
import { type CertificateOrder, certificateFacts, type Issued, issueKey } from './signing.ts';

export interface CardRequest extends CertificateOrder {
  readonly kind: ContainerState['kind'];
  /** 6 to 16 printable ASCII characters. */
  readonly userPin: string;
  /** Default: one at random. */
  readonly serial?: string;
  /** Default: a random one of 16 characters; given only to stage a UKey whose admin PIN is too weak. */
  readonly adminPin?: string;
  readonly label?: string;
  readonly maker?: string;
  /** Tries before a PIN is locked, 1 to 10. Default 6. */
  readonly triesMax?: number;
  /** Default true: as handed out, nobody has chosen a PIN yet. */
  readonly isDefaultUserPin?: boolean;
  /** Adds a second certificate over a key of its own, as SM2 UKeys have. Default: SM2 yes, RSA no. */
  readonly hasEncryptionCertificate?: boolean;
}

export interface IssuedCard extends Issued<CardState> {
  readonly adminPin: string;
}

/**
 * Makes a GM/T 0017 UKey as a CA hands it out: fresh keys, certificates by the CA's root of the same kind, both PINs set.
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
  return { state, ...certificateFacts(container.signCertificate), serial, adminPin };
}

/**
 * 16 printable ASCII characters but the space: 103 bits. One VERIFY transcript allows guessing offline.
 * Drawn again, about once in four times, where a person could have typed it: then a registry would call it weak.
 */
export function randomAdminPin(): string {
  for (;;) {
    const pin = String.fromCharCode(...Array.from({ length: 16 }, () => 0x21 + randomInt(94)));
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(pin)).length;
    if (kinds >= 3 && !/(.)\1/i.test(pin) && new Set(pin).size >= 12) return pin;
  }
}

function issueContainer(request: CardRequest): ContainerState {
  const { kind, privateKey, certificate: signCertificate } = issueKey(request, request.kind, 'signing');
  if (!(request.hasEncryptionCertificate ?? kind === 'sm2')) return { name: 'SIGN', kind, privateKey, signCertificate };
  // The private half is thrown away: no command of this card decrypts.
  const { certificate: encCertificate } = issueKey(request, kind, 'encryption');
  return { name: 'SIGN', kind, privateKey, signCertificate, encCertificate };
}
