import { createPublicKey } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { openPrivateKey } from '../applet/private-key.ts';
import type { KeyContainer } from '../iso/container.ts';
import { tlv } from '../iso/tlv.ts';
import type { GidsState } from './state.ts';

/**
 * The minidriver's files as GIDS keeps them, each a data object inside an EF: `A010 DF24`. The layout is as OpenSC reads it
 * (card-gids.h); the files' meaning is that of the Windows smart card minidriver specification, version 7.
 */
export function filesOf(state: GidsState): ReadonlyMap<string, Uint8Array> {
  const certificates = state.containers.map((container, index): [string, string, Uint8Array] => [
    `ksc${index.toString(16).toUpperCase().padStart(2, '0')}`,
    objectId(0xdf24 + index),
    compressed(Buffer.from(container.signCertificate, 'base64')),
  ]);
  const masterFile = Buffer.concat([
    Buffer.of(1),
    fileRecord('mscp', '', 0, 0xa000),
    fileRecord('', 'cardid', 0xdf20, 0xa012),
    fileRecord('', 'cardapps', 0xdf21, 0xa010),
    fileRecord('', 'cardcf', 0xdf22, 0xa010),
    fileRecord('mscp', 'cmapfile', 0xdf23, 0xa010),
    ...certificates.map(([name], index) => fileRecord('mscp', name, 0xdf24 + index, 0xa010)),
  ]);
  return new Map<string, Uint8Array>([
    ['a000 df1f', masterFile],
    ['a000 df20', Buffer.concat([Buffer.of(1), ...state.containers.map(keyRecord)])],
    ['a012 df20', Buffer.from(state.serial, 'hex')],
    ['a010 df21', Buffer.from('mscp\0\0\0\0')],
    ['a010 df22', Buffer.alloc(6)],
    ['a010 df23', Buffer.concat(state.containers.map(containerRecord))],
    ['3fff 7f71', Buffer.concat([tlv('97', Buffer.of(state.userTriesLeft)), tlv('93', Buffer.of(state.userTriesMax))])],
    ...certificates.map(([, object, bytes]): [string, Uint8Array] => [`a010 ${object}`, bytes]),
  ]);
}

/** 7F49: modulus and exponent, or the point (86). */
export function publicKeyTemplate({ privateKey }: KeyContainer): Uint8Array {
  const key = createPublicKey(openPrivateKey(privateKey)).export({ format: 'jwk' });
  const part = (tag: string, value: string | undefined) => tlv(tag, Buffer.from(value ?? '', 'base64url'));
  if (key.kty === 'RSA') return tlv('7f49', part('81', key.n), part('82', key.e));
  const point = Buffer.concat([Buffer.of(4), ...[key.x, key.y].map((half) => Buffer.from(half ?? '', 'base64url'))]);
  return tlv('7f49', tlv('86', point));
}

const objectId = (id: number): string => id.toString(16).padStart(4, '0');

/** Two names of 9 bytes, 2 bytes of padding, the two identifiers as 32-bit little-endian numbers. */
function fileRecord(directory: string, name: string, object: number, file: number): Buffer {
  const record = Buffer.alloc(28);
  record.write(directory, 0, 8);
  record.write(name, 9, 8);
  record.writeUInt32LE(object, 20);
  record.writeUInt32LE(file, 24);
  return record;
}

const keyBits = ({ kind }: KeyContainer): number => (kind === 'rsa' ? 2048 : 256);

/** CONTAINER_MAP_RECORD: name of 40 UTF-16 units, flags (1 valid, 2 default), bits of the signing key, bits of the exchange key. */
function containerRecord(container: KeyContainer, index: number): Buffer {
  const record = Buffer.alloc(86);
  record.write(container.name, 0, 78, 'utf16le');
  record[80] = index === 0 ? 3 : 1;
  record.writeUInt16LE(keyBits(container), 82);
  return record;
}

/** State, algorithm, 9C for a signing key, the key's file, FFFF; padded to 12 bytes. */
function keyRecord({ kind }: KeyContainer, index: number): Buffer {
  const record = Buffer.alloc(12);
  record.writeUInt32LE(1, 0);
  record[4] = kind === 'rsa' ? 0x07 : 0x0c;
  record[5] = 0x9c;
  record.writeUInt16LE(0xb081 + index, 6);
  record.writeUInt16LE(0xffff, 8);
  return record;
}

/** The minidriver's form of a certificate: 01 00, its length as 16-bit little-endian number, zlib (RFC 1950). */
function compressed(der: Uint8Array): Buffer {
  const head = Buffer.of(1, 0, der.length & 0xff, der.length >> 8);
  return Buffer.concat([head, deflateSync(der)]);
}
