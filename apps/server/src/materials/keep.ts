import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Decoded } from './decode/decode.ts';

/** Hex, of an upload as it came and as it is kept. */
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Encrypts and stores an upload: page 0 is the upload as it is kept, 1.. its pages as pictures.
 * @returns one row of `files` a page, without its owner; who cannot write them gives the store keys to `forgetFiles`.
 */
export async function keepPages(
  ctx: Context,
  { mediaType, kept, pages }: Omit<Decoded, 'mediaType'> & { readonly mediaType: string },
) {
  const all = [{ mediaType, bytes: kept }, ...pages.map((bytes) => ({ mediaType: 'image/jpeg', bytes }))];
  const stored = [];
  for (const [page, { mediaType: type, bytes }] of all.entries()) {
    const { storeKey, dataKeySealed } = await ctx.files.put(bytes);
    stored.push({ page, media_type: type, bytes: bytes.length, store_key: storeKey, data_key_sealed: dataKeySealed });
  }
  return stored;
}
