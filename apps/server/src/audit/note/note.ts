import { type KeyObject, sign, verify } from 'node:crypto';
import { keyIdOf, type SignatureType, signatureTypes, type Verifier } from './vkey.ts';

export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
}

/** `text` ends in a newline. One signature over the text, one over time and text. */
export function signNote(text: string, signer: Signer, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  const plain = sign(null, Buffer.from(text), signer.privateKey);
  const timed = sign(null, timedMessage(text, time), signer.privateKey);
  return `${text}\n${lineOf(signer, signatureTypes.plain, plain)}${lineOf(signer, signatureTypes.timed, Buffer.concat([seconds, timed]))}`;
}

// C2SP tlog-cosignature, "Format".
const timedMessage = (text: string, time: number) => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

const lineOf = (by: Verifier, type: SignatureType, signature: Buffer) =>
  `— ${by.name} ${Buffer.concat([keyIdOf(by, type), signature]).toString('base64')}\n`;

export interface OpenedNote {
  readonly text: string;
  readonly by: Verifier;
  /** Whole seconds. */
  readonly at: Date;
}

/**
 * Opens a note of `signNote`: both signatures of one trusted key in their order and nothing else, so that no byte of it can be another.
 * @returns undefined when anything is different.
 */
export function openNote(note: string, trusted: readonly Verifier[]): OpenedNote | undefined {
  const split = note.lastIndexOf('\n\n');
  const [first, second, end, ...more] = note.slice(split + 2).split('\n');
  if (split < 1 || !first || !second || end !== '' || more.length > 0) return undefined;
  const text = note.slice(0, split + 1);
  for (const by of trusted) {
    const plain = signatureOf(first, by, signatureTypes.plain, 64);
    const timed = signatureOf(second, by, signatureTypes.timed, 72);
    if (!plain || !timed) continue;
    const time = Number(timed.readBigUInt64BE(0));
    if (!Number.isSafeInteger(time * 1000)) return undefined;
    const isGenuine =
      verify(null, Buffer.from(text), by.publicKey, plain) &&
      verify(null, timedMessage(text, time), by.publicKey, timed.subarray(8));
    return isGenuine ? { text, by, at: new Date(time * 1000) } : undefined;
  }
  return undefined;
}

/** The signature's bytes when the line is one of that key and type, written the only way it can be. */
function signatureOf(line: string, by: Verifier, type: SignatureType, bytes: number): Buffer | undefined {
  const encoded = line.slice(line.lastIndexOf(' ') + 1);
  const decoded = Buffer.from(encoded, 'base64');
  if (decoded.length !== 4 + bytes || !decoded.subarray(0, 4).equals(keyIdOf(by, type))) return undefined;
  const signature = decoded.subarray(4);
  return `${line}\n` === lineOf(by, type, signature) ? signature : undefined;
}
