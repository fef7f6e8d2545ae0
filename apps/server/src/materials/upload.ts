import { v7 as uuid } from 'uuid';
import { queueCheck } from '../checks/queue.ts';
import { handle } from '../operation.ts';
import { forgetFiles } from './forget.ts';
import { takeIn } from './keep.ts';
import { makePlace, type Target } from './place.ts';
import { showMaterial } from './show.ts';

export const upload = handle('materials.upload', async (input, act) => {
  const { ctx, who, now } = act;
  const target: Target = { kind: input.kind, order: input.order, accountId: who.accountId };
  const judge = () => ctx.db.transaction().execute((trx) => makePlace(trx, ctx, target, now, { dryRun: true }));
  const { material, forgotten } = await takeIn(act, judge, ({ facts, filesOf }) =>
    act.write(async (trx, leaf) => {
      const place = await makePlace(trx, ctx, target, now);
      const id = uuid();
      const row = await trx
        .insertInto('materials')
        .values({
          ...facts,
          id,
          ca_id: ctx.caId,
          account_id: who.accountId,
          draft_id: place.draftId,
          order_id: place.orderId,
          kind: input.kind,
          reason: null,
          uploaded_at: now,
          replaced_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('files')
        .values(filesOf({ material_id: id }))
        .execute();
      await queueCheck(trx, ctx, { material: id, draft: place.draftId, now });
      leaf({ subject: place.subject, detail: { material: id, kind: input.kind, keptSha256: row.kept_sha256 } });
      return { material: showMaterial(row), forgotten: place.forgotten };
    }),
  );
  await forgetFiles(ctx, forgotten);
  return material;
});
