import { v7 as uuid } from 'uuid';
import { queueCheck } from '../checks/queue.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { decode } from './decode/decode.ts';
import { forgetFiles } from './forget.ts';
import { keepPages, sha256 } from './keep.ts';
import { makePlace, type Target } from './place.ts';
import { showMaterial } from './show.ts';

const bytesMax = 10 * 1024 * 1024;

export const upload = handle('materials.upload', async (input, act) => {
  const { ctx, who, now, body } = act;
  const target: Target = { kind: input.kind, order: input.order, accountId: who.accountId };
  if (body.length === 0) throw new Refusal('material_broken');
  if (body.length > bytesMax) throw new Refusal('material_too_large');
  // Judged twice: now, so that nobody makes us decode what has no place to go; and under the lock, where it counts.
  await ctx.db.transaction().execute((trx) => makePlace(trx, ctx, target, now, { dryRun: true }));
  const decoded = await decode(body);
  const files = await keepPages(ctx, decoded);
  try {
    const { material, forgotten } = await act.write(async (trx, leaf) => {
      const place = await makePlace(trx, ctx, target, now);
      const id = uuid();
      const row = await trx
        .insertInto('materials')
        .values({
          id,
          ca_id: ctx.caId,
          account_id: who.accountId,
          draft_id: place.draftId,
          order_id: place.orderId,
          kind: input.kind,
          media_type: decoded.mediaType,
          pages: decoded.pages.length,
          bytes: decoded.kept.length,
          uploaded_sha256: sha256(body),
          kept_sha256: sha256(decoded.kept),
          reason: null,
          uploaded_at: now,
          replaced_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('files')
        .values(files.map((file) => ({ ...file, id: uuid(), ca_id: ctx.caId, material_id: id, created_at: now })))
        .execute();
      await queueCheck(trx, ctx, { material: id, draft: place.draftId, now });
      leaf({ subject: place.subject, detail: { material: id, kind: input.kind, keptSha256: row.kept_sha256 } });
      return { material: showMaterial(row), forgotten: place.forgotten };
    });
    await forgetFiles(ctx, forgotten);
    return material;
  } catch (error) {
    await forgetFiles(
      ctx,
      files.map((file) => file.store_key),
    );
    throw error;
  }
});
