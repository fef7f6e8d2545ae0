import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import type { Act } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { type Decoded, decode } from './decode/decode.ts';
import { forgetFiles } from './forget.ts';

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

const bytesMax = 10 * 1024 * 1024;

/** A paper that is stored and has no row yet. */
export interface Stored {
  /** Of the row that owns it. */
  readonly facts: {
    readonly media_type: Decoded['mediaType'];
    readonly pages: number;
    readonly bytes: number;
    readonly uploaded_sha256: string;
    readonly kept_sha256: string;
  };
  /** Its rows of `files`, which name their owner. */
  filesOf(owner: {
    readonly material_id: string | null;
    readonly voucher_id?: string;
    readonly paper_id?: string;
  }): (Awaited<ReturnType<typeof keepPages>>[number] & {
    id: string;
    ca_id: string;
    created_at: Date;
    material_id: string | null;
  })[];
}

/**
 * An uploaded paper's way in: judged, decoded, stored, and then its rows written; where they are not, nothing of it stays.
 * `judge` is asked before the work, so that nobody makes us decode what has no place to go; `write` judges again under the lock, where it counts.
 * @throws Refusal `material_broken`, `material_too_large` and whatever the decoder, `judge` and `write` refuse.
 */
export async function takeIn<T>(
  { ctx, now, body }: Pick<Act, 'ctx' | 'now' | 'body'>,
  judge: () => Promise<unknown>,
  write: (stored: Stored) => Promise<T>,
): Promise<T> {
  if (body.length === 0) throw new Refusal('material_broken');
  if (body.length > bytesMax) throw new Refusal('material_too_large');
  await judge();
  const decoded = await decode(body);
  const files = await keepPages(ctx, decoded);
  try {
    return await write({
      facts: {
        media_type: decoded.mediaType,
        pages: decoded.pages.length,
        bytes: decoded.kept.length,
        uploaded_sha256: sha256(body),
        kept_sha256: sha256(decoded.kept),
      },
      filesOf: (owner) => files.map((file) => ({ ...file, ...owner, id: uuid(), ca_id: ctx.caId, created_at: now })),
    });
  } catch (error) {
    await forgetFiles(
      ctx,
      files.map((file) => file.store_key),
    );
    throw error;
  }
}
