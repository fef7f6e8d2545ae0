import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

const MAGIC = Buffer.from('Cr24');
const VERSION = 3;
/** Fields of CrxFileHeader and the messages in it (crx3.proto), all of wire type 2: bytes with their length. */
const PROOF_RSA = 2;
const PUBLIC_KEY = 1;
const SIGNATURE = 2;
const SIGNED_DATA = 10_000;
const CRX_ID = 1;
const CONTEXT = Buffer.from('CRX3 SignedData\0');

/**
 * An extension as browsers install it by policy: the archive behind a header with its maker's signature (CRX3, RSA PKCS #1 v1.5 with
 * SHA-256). @param archive a ZIP. @param privateKey RSA; the extension's id follows from its public half.
 */
export function writeCrx(archive: Buffer, privateKey: KeyObject): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const id = createHash('sha256').update(publicKey).digest().subarray(0, 16);
  const signed = field(CRX_ID, id);
  const signature = sign('sha256', Buffer.concat([CONTEXT, word(signed.length), signed, archive]), privateKey);
  const proof = Buffer.concat([field(PUBLIC_KEY, publicKey), field(SIGNATURE, signature)]);
  const header = Buffer.concat([field(PROOF_RSA, proof), field(SIGNED_DATA, signed)]);
  return Buffer.concat([MAGIC, word(VERSION), word(header.length), header, archive]);
}

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
