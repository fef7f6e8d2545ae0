import { HASH_BYTES } from '../merkle/hash.ts';
import { openNote, type Signer, signNote } from './note.ts';
import type { Verifier } from './vkey.ts';

/** A signed tree head: C2SP tlog-checkpoint. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** When it was signed, in whole seconds. */
  readonly at: Date;
  /** The signed note, byte for byte. */
  readonly note: string;
}

/** The key's name is the log's origin. `at` counts in whole seconds. */
export function signCheckpoint(size: number, root: Buffer, signer: Signer, at: Date): Checkpoint {
  const note = signNote(`${signer.name}\n${size}\n${root.toString('base64')}\n`, signer, at);
  return { origin: signer.name, size, root, at: new Date(Math.floor(at.getTime() / 1000) * 1000), note };
}

/** @returns undefined when it is not exactly a checkpoint that one of the trusted keys signed for the log of its own name. */
export function openCheckpoint(note: string, trusted: readonly Verifier[]): Checkpoint | undefined {
  const opened = openNote(note, trusted);
  if (!opened) return undefined;
  const [origin = '', size = '', root = '', end, ...more] = opened.text.split('\n');
  const hash = Buffer.from(root, 'base64');
  const isWhole = end === '' && more.length === 0 && origin === opened.by.name && /^(?:0|[1-9]\d{0,15})$/.test(size);
  if (!isWhole || hash.length !== HASH_BYTES || hash.toString('base64') !== root) return undefined;
  if (!Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: hash, at: opened.at, note };
}

/** What a checkpoint says, believed by nobody yet: for showing. */
export function openCheckpointText(note: string): {
  readonly origin: string;
  readonly size: string;
  readonly root: string;
} {
  const [origin = '', size = '', root = ''] = note.split('\n');
  return { origin, size, root };
}
