import { createHash } from 'node:crypto';
import { CardFault } from '@jiesuo/ceremony';
import { CertificateFault, type Certificate as Parsed, parseCertificate, rsaDigestInfo } from '@jiesuo/certificate';
import type { Certificate, Signature } from '../ukey.ts';

/** A key of the card that can sign for us: RSA, or P-256. */
export interface CardKey extends Certificate {
  readonly kind: 'rsa' | 'p256';
  /** Of the RSA modulus. */
  readonly bits: number;
}

/**
 * The key behind a certificate read from the card. Undefined for bytes that are no certificate and for keys that nobody here can use:
 * one spoilt file must not hide the others.
 */
export function cardKey(key: string, der: Uint8Array): CardKey | undefined {
  const parsed = parse(der);
  const kind = parsed && kindOf(parsed);
  if (!parsed || !kind) return undefined;
  const isForSigning = parsed.keyUsage?.has('digitalSignature') ?? true;
  return { key, der: Buffer.from(der), use: isForSigning ? 'sign' : 'encrypt', kind, bits: parsed.key.bits };
}

/** @throws {CardFault} 6A88 for a key that was not listed. */
export function keyNamed(keys: readonly CardKey[], name: string): CardKey {
  const found = keys.find(({ key, use }) => key === name && use === 'sign');
  if (!found) throw new CardFault('sign', '6a88');
  return found;
}

/** What an RSA card pads and signs. */
export const digestInfoOf = (message: Uint8Array): Buffer => Buffer.from(rsaDigestInfo(message));
/** What an ECDSA card signs. */
export const digestOf = (message: Uint8Array): Buffer => createHash('sha256').update(message).digest();

/** PKCS#1 v1.5 padding, for cards that only raise to the power (RFC 8017 §9.2). */
export function padded(digestInfo: Uint8Array, bits: number): Buffer {
  const filler = Buffer.alloc(bits / 8 - digestInfo.length - 3, 0xff);
  return Buffer.concat([Buffer.of(0, 1), filler, Buffer.of(0), digestInfo]);
}

export const rsaSignature = (signature: Buffer): Signature => ({ algorithm: 'rsa-sha256', signature });

/** Takes r ‖ s, or its DER form. @throws {CardFault} for neither. */
export function ecdsaSignature(answer: Buffer): Signature {
  const signature = answer.length === 64 ? answer : openDer(answer);
  if (signature === undefined) throw new CardFault('sign', '6f00');
  return { algorithm: 'ecdsa-sha256', signature };
}

/** SEQUENCE of two INTEGERs of up to 33 bytes to r ‖ s. */
function openDer(der: Buffer): Buffer | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = integerAt(der, 2);
  const s = r && integerAt(der, r.end);
  return r && s?.end === der.length ? Buffer.concat([r.value, s.value]) : undefined;
}

function integerAt(der: Buffer, at: number): { readonly value: Buffer; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || length > 33 || end > der.length) return undefined;
  const bytes = der.subarray(at + 2, end);
  const magnitude = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (magnitude.length > 32) return undefined;
  return { value: Buffer.concat([Buffer.alloc(32 - magnitude.length), magnitude]), end };
}

function parse(der: Uint8Array): Parsed | undefined {
  try {
    return parseCertificate(der);
  } catch (fault) {
    if (fault instanceof CertificateFault) return undefined;
    throw fault;
  }
}

function kindOf({ key }: Parsed): CardKey['kind'] | undefined {
  if (key.kind === 'rsa') return 'rsa';
  return key.kind === 'ec' && key.bits === 256 ? 'p256' : undefined;
}
