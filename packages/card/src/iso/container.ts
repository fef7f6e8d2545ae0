import { BASE64, choice, NAME, record, text } from '../fields.ts';

/** One signing key of a card of the ISO 7816 families, with its certificate. */
export interface KeyContainer {
  readonly name: string;
  readonly kind: 'rsa' | 'p256';
  /** PKCS#8 DER in base64. */
  readonly privateKey: string;
  /** DER in base64. */
  readonly signCertificate: string;
}

/** @throws {CardStateError} */
export function parseKeyContainer(value: unknown): KeyContainer {
  const container = record(value, 'container', ['name', 'kind', 'privateKey', 'signCertificate']);
  return {
    name: text(container, 'name', NAME),
    kind: choice(container, 'kind', ['rsa', 'p256']),
    privateKey: text(container, 'privateKey', BASE64),
    signCertificate: text(container, 'signCertificate', BASE64),
  };
}
