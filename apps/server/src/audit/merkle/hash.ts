import { hash } from 'node:crypto';

/** Bytes of every hash of the tree: SHA-256. */
export const HASH_BYTES = 32;

const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

/** RFC 6962 §2.1: the 0x00 keeps a leaf from ever passing as a node of the tree. */
export const leafHash = (entry: Uint8Array | string): Buffer =>
  hash('sha256', Buffer.concat([leafMark, typeof entry === 'string' ? Buffer.from(entry) : entry]), 'buffer');

/** RFC 6962 §2.1. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([nodeMark, left, right]), 'buffer');

/** The root of a tree without entries (RFC 6962 §2.1). */
export const emptyRoot = (): Buffer => hash('sha256', Buffer.alloc(0), 'buffer');
