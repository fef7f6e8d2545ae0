import { randomBytes } from 'node:crypto';
import { type GidsState, parseGidsState } from '../gids/state.ts';
import { keyLength } from '../iso/cipher.ts';
import type { KeyContainer } from '../iso/container.ts';
import { type CertificateOrder, certificateFacts, type Issued, issueKey } from './signing.ts';

export interface GidsRequest extends CertificateOrder {
  readonly kind: KeyContainer['kind'];
  /** 6 to 16 printable ASCII characters. */
  readonly userPin: string;
  /** Default 3des. */
  readonly adminCipher?: GidsState['adminCipher'];
  /** Default: 16 bytes at random, as 32 lower-case hex digits. */
  readonly serial?: string;
  readonly label?: string;
  readonly maker?: string;
  /** Tries before PIN or admin key is locked, 1 to 10. Default 6. */
  readonly triesMax?: number;
}

/** Makes a GIDS card as a CA hands it out, with an admin key of its own. @throws {CardStateError} for what no card can hold. */
export function issueGidsCard(request: GidsRequest): Issued<GidsState> & { readonly adminKey: string } {
  const { adminCipher = '3des', triesMax = 6 } = request;
  const serial = request.serial ?? randomBytes(16).toString('hex');
  const adminKey = randomBytes(keyLength(adminCipher)).toString('hex');
  const { kind, privateKey, certificate: signCertificate } = issueKey(request, request.kind, 'signing');
  const state = parseGidsState({
    family: 'gids',
    serial,
    label: request.label ?? '解锁演示GIDS',
    maker: request.maker ?? 'Jiesuo Virtual',
    userPin: request.userPin,
    adminCipher,
    adminKey,
    userTriesMax: triesMax,
    userTriesLeft: triesMax,
    adminTriesMax: triesMax,
    adminTriesLeft: triesMax,
    isDefaultUserPin: true,
    containers: [{ name: 'SIGN', kind, privateKey, signCertificate }],
  });
  return { state, ...certificateFacts(signCertificate), serial, adminKey };
}
