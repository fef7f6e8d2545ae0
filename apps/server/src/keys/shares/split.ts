import { randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { open, type SealingKey, seal } from '../envelope.ts';
import { idOf } from '../keyring.ts';
import { wrapPlace } from '../root/holder.ts';
import { type Share, writeShare } from './share.ts';

export interface SplitRoot {
  readonly set: string;
  readonly wrapped: string;
  readonly shares: readonly Share[];
}

/** A new wrapping key that nobody holds whole: it wraps the root key, is split, and is forgotten. Any `needed` of the shares bring it back. */
export async function splitRoot(root: Buffer, { needed, made }: { needed: number; made: number }): Promise<SplitRoot> {
  const key = randomBytes(32);
  const by = keyOf(key);
  try {
    const shares = await split(new Uint8Array(key), made, needed);
    return { set: by.id, wrapped: seal(by, wrapPlace, root), shares: shares.map((bytes) => ({ set: by.id, bytes })) };
  } finally {
    key.fill(0);
  }
}

/** @returns the root key, or undefined when these shares do not belong together. */
export async function joinShares(shares: readonly Uint8Array[], wrapped: string): Promise<Buffer | undefined> {
  const key = Buffer.from(await combine([...shares]));
  try {
    return open(keyOf(key), wrapPlace, wrapped);
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

const keyOf = (key: Buffer): SealingKey => ({ id: idOf(key), key });

export const linesOf = ({ shares }: SplitRoot): readonly string[] => shares.map(writeShare);
