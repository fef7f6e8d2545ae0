import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import { deleteDraft } from './discard.ts';

/** Drafts untouched for this long are deleted with their materials (product.md; also the retention promised in the privacy text). */
const untouchedDays = 7;
const atOnceMax = 200;

/** Job `drafts.sweep`. One transaction for each draft: a draft that is being worked on is skipped. @returns how many were deleted. */
export async function sweepDrafts(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const before = new Date(now.getTime() - untouchedDays * 24 * 3_600_000);
  const old = await ctx.db
    .selectFrom('drafts')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(atOnceMax)
    .execute();
  let deleted = 0;
  for (const { id } of old) if (await sweepOne(ctx, id, before, now)) deleted += 1;
  return deleted;
}

async function sweepOne(ctx: Context, id: string, before: Date, now: Date): Promise<boolean> {
  const forgotten = await ctx.db.transaction().execute(async (trx) => {
    const draft = await trx
      .selectFrom('drafts')
      .select('id')
      .where('id', '=', id)
      .where('updated_at', '<', before)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!draft) return undefined;
    const origin = { ctx, at: now, actor: 'system', operation: 'drafts.sweep', requestId: null };
    await writeLeaf(trx, origin, { detail: { draft: id } });
    return deleteDraft(trx, id);
  });
  if (!forgotten) return false;
  await forgetFiles(ctx, forgotten);
  return true;
}
