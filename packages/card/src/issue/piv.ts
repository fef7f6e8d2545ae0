import { randomBytes, randomInt } from 'node:crypto';
import { type AdminCipher, keyLength } from '../iso/cipher.ts';
import type { KeyContainer } from '../iso/container.ts';
import { type PivState, parsePivState } from '../piv/state.ts';
import { type CertificateOrder, certificateFacts, type Issued, issueKey } from './signing.ts';

export interface PivRequest extends CertificateOrder {
  /** The first one's certificate is the registered one. */
  readonly keys: readonly [SlotRequest, ...SlotRequest[]];
  /** 6 to 8 printable ASCII characters. */
  readonly userPin: string;
  /** Default puk. */
  readonly unblockedBy?: PivState['unblockedBy'];
  /** Of key 9B. Default aes256. */
  readonly adminCipher?: AdminCipher;
  /** Default: eight digits at random. */
  readonly serial?: string;
  readonly label?: string;
  readonly maker?: string;
  /** Tries before PIN, PUK or admin key is locked, 1 to 10. Default 6. */
  readonly triesMax?: number;
}
export interface SlotRequest {
  readonly slot: '9a' | '9c';
  readonly kind: KeyContainer['kind'];
}

/** Makes a PIV card as a CA hands it out, with a PUK and a key 9B of its own. @throws {CardStateError} for what no card can hold. */
export function issuePivCard(
  request: PivRequest,
): Issued<PivState> & { readonly puk: string; readonly adminKey: string } {
  const { adminCipher = 'aes256', unblockedBy = 'puk', triesMax = 6 } = request;
  const serial = request.serial ?? String(randomInt(10_000_000, 100_000_000));
  const adminKey = randomBytes(keyLength(adminCipher)).toString('hex');
  const puk = Array.from({ length: 8 }, () => String.fromCharCode(0x21 + randomInt(94))).join('');
  const [first, ...others] = request.keys;
  const container = issueContainer(request, first);
  const state = parsePivState({
    family: 'piv',
    serial,
    label: request.label ?? '解锁演示PIV',
    maker: request.maker ?? 'Jiesuo Virtual',
    userPin: request.userPin,
    unblockedBy,
    puk,
    adminCipher,
    adminKey,
    userTriesMax: triesMax,
    userTriesLeft: triesMax,
    adminTriesMax: triesMax,
    adminTriesLeft: triesMax,
    isDefaultUserPin: true,
    containers: [container, ...others.map((other) => issueContainer(request, other))],
  });
  return { state, ...certificateFacts(container.signCertificate), serial, puk, adminKey };
}

function issueContainer(request: PivRequest, { slot, kind }: SlotRequest): KeyContainer {
  const { privateKey, certificate: signCertificate } = issueKey(request, kind, 'signing');
  return { name: slot, kind, privateKey, signCertificate };
}
