import { createPublicKey, hash, type KeyObject } from 'node:crypto';

/** The signature types of C2SP signed-note that a checkpoint carries: over the note's text, and over a time and the text (C2SP tlog-cosignature). */
export const signatureTypes = { plain: 0x01, timed: 0x04 } as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

/** A key that notes are verified with. Ed25519. */
export interface Verifier {
  /** Of a note's key: no spaces, no plus. */
  readonly name: string;
  readonly publicKey: KeyObject;
}

// SPKI of an Ed25519 key: these bytes, then the key's 32 (RFC 8410 §4).
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const isName = (name: string) => name.length > 0 && name.length <= 200 && !/[\s+\p{Cc}]/u.test(name);

export const rawKeyOf = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length);

/** C2SP signed-note, "Signatures": the first 4 bytes of SHA-256(name, newline, type, key). */
export function keyIdOf({ name, publicKey }: Verifier, type: SignatureType): Buffer {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), rawKeyOf(publicKey)]);
  return hash('sha256', named, 'buffer').subarray(0, 4);
}

/** The one line that a verifier is told by: `name+id+base64(type, key)`, as Go's note package writes it. */
export function vkeyOf(verifier: Verifier): string {
  const id = keyIdOf(verifier, signatureTypes.plain).toString('hex');
  const key = Buffer.concat([Buffer.of(signatureTypes.plain), rawKeyOf(verifier.publicKey)]);
  return `${verifier.name}+${id}+${key.toString('base64')}`;
}

/** @returns undefined when it is none, or of another kind than Ed25519. */
export function parseVkey(line: string): Verifier | undefined {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(line.trim());
  const [, name = '', id, encoded = ''] = parts ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (!isName(name) || bytes.length !== 33 || bytes[0] !== signatureTypes.plain) return undefined;
  const key = Buffer.concat([spkiHead, bytes.subarray(1)]);
  const verifier = { name, publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) };
  return keyIdOf(verifier, signatureTypes.plain).toString('hex') === id ? verifier : undefined;
}
