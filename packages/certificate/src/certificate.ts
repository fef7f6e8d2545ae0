export type CertificateFaultCode = 'too_large' | 'malformed' | 'unsupported_key';

/** The only error that parsing throws. Its message never repeats bytes of the input. */
export class CertificateFault extends Error {
  readonly code: CertificateFaultCode;

  constructor(code: CertificateFaultCode) {
    super(`certificate refused: ${code}`);
    this.name = 'CertificateFault';
    this.code = code;
  }
}

/** A subject or issuer. Where an attribute occurs several times, the single fields hold its first value. */
export type DistinguishedName = {
  /** The DER bytes: what chaining compares. */
  der: Uint8Array;
  /** Readable, in the manner of RFC 4514: most specific attribute first, special characters escaped. */
  text: string;
  commonName?: string;
  organisation?: string;
  organisationalUnit?: string;
  country?: string;
  province?: string;
  locality?: string;
  serialNumber?: string;
  /** Every attribute in the order of the certificate. */
  attributes: readonly { oid: string; value: string }[];
};

export type PublicKey = {
  kind: 'sm2' | 'rsa' | 'ec';
  /** Size of the curve's field or of the RSA modulus. */
  bits: number;
  /** DER SubjectPublicKeyInfo. */
  spki: Uint8Array;
  /** Uncompressed point 04‖X‖Y of sm2 and ec: 65 bytes (97 for P-384). It lies on the curve. */
  point?: Uint8Array;
};

/** RFC 5280, 4.2.1.3, in the order of the bits. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** Codes that the certificate states of its holder; each passed its check digit. */
export type Identity = { uscc?: string; organisationCode?: string; residentId?: string };

/** What the bytes say. Nothing here is believed until `isIssuedBy` said yes for a trusted issuer. */
export type Certificate = {
  der: Uint8Array;
  /** Upper hex, whole bytes, without the sign byte. */
  serialNumber: string;
  subject: DistinguishedName;
  issuer: DistinguishedName;
  notBefore: Date;
  notAfter: Date;
  key: PublicKey;
  /** Undefined when the certificate does not restrict its key. */
  keyUsage: ReadonlySet<KeyUsage> | undefined;
  /** SHA-256 of `der`, lower hex. */
  fingerprint: string;
  identity: Identity;
  basicConstraintsCa: boolean;
  /** The signed part, DER. */
  tbs: Uint8Array;
  signature: Uint8Array;
  /** Object identifier, dotted. */
  signatureAlgorithm: string;
};
