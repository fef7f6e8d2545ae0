import { createDecipheriv, type KeyObject, sign, verify } from 'node:crypto';

/**
 * What a gateway's cryptography does for us. One set of international algorithms stands below; SM2 with SM3 and SM4-GCM
 * (WECHATPAY2-SM2-WITH-SM3, AEAD_SM4_GCM) would be a second one, and nothing else in the channels would change.
 */
export interface Signer {
  /** WeChat's word for the algorithm, first in its Authorization header. */
  readonly scheme: string;
  /** @returns base64. */
  sign(message: string): string;
}
export interface Verifier {
  /** @param signature base64, hostile. */
  verify(message: Buffer, signature: string): boolean;
}
export interface Opener {
  /** The gateway's word for the algorithm, compared before anything is opened. */
  readonly algorithm: string;
  /** @throws Error when key, nonce, associated data or ciphertext do not belong together. */
  open(sealed: { readonly ciphertext: Buffer; readonly nonce: Buffer; readonly associated: Buffer }): Buffer;
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2). */
export const rsaSigner = (key: KeyObject): Signer => ({
  scheme: 'WECHATPAY2-SHA256-RSA2048',
  sign: (message) => sign('RSA-SHA256', Buffer.from(message), key).toString('base64'),
});

const BASE64 = /^[A-Za-z0-9+/]{4,1400}={0,2}$/;

export const rsaVerifier = (key: KeyObject): Verifier => ({
  verify: (message, signature) =>
    BASE64.test(signature) && verify('RSA-SHA256', message, key, Buffer.from(signature, 'base64')),
});

const nonceBytes = 12;
const tagBytes = 16;

/** AES-GCM; WeChat's key has 32 bytes. The tag's length is fixed: a shorter one would be easier to guess (NIST SP 800-38D §5.2.1.2). */
export const aesGcmOpener = (key: Buffer): Opener => ({
  algorithm: 'AEAD_AES_256_GCM',
  open({ ciphertext, nonce, associated }) {
    if (nonce.length !== nonceBytes || ciphertext.length < tagBytes) throw new Error('not sealed with AES-GCM');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(ciphertext.subarray(-tagBytes)).setAAD(associated);
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -tagBytes)), decipher.final()]);
  },
});
