import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { BitString, fromBER, Null, ObjectIdentifier } from 'asn1js';
import { AlgorithmIdentifier, PublicKeyInfo } from 'pkijs';
import { sm2 } from 'sm-crypto-v2';
import { openPrivateKey } from '../applet/private-key.ts';

export type KeyKind = 'sm2' | 'rsa' | 'p256';

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const SM2_CURVE = '1.2.156.10197.1.301';
const SM2_WITH_SM3 = '1.2.156.10197.1.501';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const RSA_WITH_SHA256 = '1.2.840.113549.1.1.11';

/** @returns SM2: 64 hex digits. P-256 and RSA-2048: PKCS#8 DER in base64; RSA takes some 0.1 to 1 s. */
export function generatePrivateKey(kind: KeyKind): string {
  if (kind === 'sm2') return sm2.generateKeyPairHex().privateKey;
  const { privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** SubjectPublicKeyInfo of a private key as `generatePrivateKey` gives it. */
export function publicKeyInfo(kind: KeyKind, privateKey: string): PublicKeyInfo {
  if (kind !== 'sm2') {
    const spki = createPublicKey(openPrivateKey(privateKey)).export({ format: 'der', type: 'spki' });
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

/** SM2 with SM3, ecdsa-with-SHA256, or sha256WithRSAEncryption. */
export function signatureAlgorithm(kind: KeyKind): AlgorithmIdentifier {
  if (kind === 'sm2') return new AlgorithmIdentifier({ algorithmId: SM2_WITH_SM3 });
  if (kind === 'p256') return new AlgorithmIdentifier({ algorithmId: ECDSA_WITH_SHA256 });
  return new AlgorithmIdentifier({ algorithmId: RSA_WITH_SHA256, algorithmParams: new Null() });
}

/** @returns DER signature. SM2 takes the default id 1234567812345678 (GM/T 0009 §10), which node:crypto cannot. */
export function signBytes(kind: KeyKind, privateKey: string, bytes: Uint8Array): Uint8Array {
  if (kind !== 'sm2') return sign('sha256', bytes, openPrivateKey(privateKey));
  return Buffer.from(sm2.doSignature(bytes, privateKey, { hash: true, der: true }), 'hex');
}
