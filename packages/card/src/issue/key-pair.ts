import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { BitString, fromBER, Null, ObjectIdentifier } from 'asn1js';
import { AlgorithmIdentifier, PublicKeyInfo } from 'pkijs';
import { sm2 } from 'sm-crypto-v2';

export type KeyKind = 'sm2' | 'rsa';

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const SM2_CURVE = '1.2.156.10197.1.301';
const SM2_WITH_SM3 = '1.2.156.10197.1.501';
const RSA_WITH_SHA256 = '1.2.840.113549.1.1.11';

/** @returns SM2: 64 hex digits. RSA-2048: PKCS#8 DER in base64, after some 0.1 to 1 s. */
export function generatePrivateKey(kind: KeyKind): string {
  if (kind === 'sm2') return sm2.generateKeyPairHex().privateKey;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** SubjectPublicKeyInfo of a private key as `generatePrivateKey` gives it. */
export function publicKeyInfo(kind: KeyKind, privateKey: string): PublicKeyInfo {
  if (kind === 'rsa') {
    const spki = createPublicKey(rsaKey(privateKey)).export({ format: 'der', type: 'spki' });
    return new PublicKeyInfo({ schema: fromBER(spki).result });
  }
  const point = Buffer.from(sm2.getPublicKeyFromPrivateKey(privateKey), 'hex');
  return new PublicKeyInfo({
    algorithm: new AlgorithmIdentifier({
      algorithmId: EC_PUBLIC_KEY,
      algorithmParams: new ObjectIdentifier({ value: SM2_CURVE }),
    }),
    subjectPublicKey: new BitString({ valueHex: Uint8Array.from(point).buffer }),
  });
}

/** SM2 with SM3, or sha256WithRSAEncryption. */
export function signatureAlgorithm(kind: KeyKind): AlgorithmIdentifier {
  return kind === 'sm2'
    ? new AlgorithmIdentifier({ algorithmId: SM2_WITH_SM3 })
    : new AlgorithmIdentifier({ algorithmId: RSA_WITH_SHA256, algorithmParams: new Null() });
}

/** @returns DER signature. SM2 takes the default id 1234567812345678 (GM/T 0009 §10), which node:crypto cannot. */
export function signBytes(kind: KeyKind, privateKey: string, bytes: Uint8Array): Uint8Array {
  if (kind === 'rsa') return sign('sha256', bytes, rsaKey(privateKey));
  return Buffer.from(sm2.doSignature(bytes, privateKey, { hash: true, der: true }), 'hex');
}

function rsaKey(privateKey: string) {
  return createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
}
