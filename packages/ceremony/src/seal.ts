import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/**
 * HPKE base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. P-256 because older Chromium kernels have no X25519.
 * Runs in Node and in the bridge's window alike. What is sealed: TEMP, the forbidden tails and a released admin secret (server → bridge), the typed PIN (window → bridge).
 */
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
/** Length of `enc`, an uncompressed P-256 point. */
const encLength = 65;

export type SealPurpose = 'temp' | 'tails' | 'pin' | 'secret';
const info = (purpose: SealPurpose): ArrayBuffer => exact(new TextEncoder().encode(`jiesuo seal v1 ${purpose}`));
const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export interface SealKey {
  readonly privateKey: CryptoKey;
  /** Raw uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
}

export async function newSealKey(): Promise<SealKey> {
  const pair = await suite.kem.generateKeyPair();
  return { privateKey: pair.privateKey, publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)) };
}

/** Gives enc ‖ ciphertext. `bound` is the additional data: what the text belongs to. @throws when the key is no P-256 point. */
export async function seal(
  purpose: SealPurpose,
  publicKey: Uint8Array,
  text: Uint8Array,
  bound: string,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(exact(publicKey));
  const sealed = await suite.seal(
    { recipientPublicKey, info: info(purpose) },
    exact(text),
    exact(new TextEncoder().encode(bound)),
  );
  const out = new Uint8Array(encLength + sealed.ct.byteLength);
  out.set(new Uint8Array(sealed.enc));
  out.set(new Uint8Array(sealed.ct), encLength);
  return out;
}

/** @throws when it was sealed to another key, for another purpose, bound to something else, or changed. */
export async function unseal(
  purpose: SealPurpose,
  privateKey: CryptoKey,
  sealed: Uint8Array,
  bound: string,
): Promise<Uint8Array> {
  const text = await suite.open(
    { recipientKey: privateKey, enc: exact(sealed.subarray(0, encLength)), info: info(purpose) },
    exact(sealed.subarray(encLength)),
    exact(new TextEncoder().encode(bound)),
  );
  return new Uint8Array(text);
}
