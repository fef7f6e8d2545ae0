import type { Context, Trx } from '../context.ts';

/** In the transaction of the upload: a material that nobody will check is told apart from one that waits. */
export async function queueCheck(
  trx: Trx,
  ctx: Context,
  { material, draft, now }: { material: string; draft: string | null; now: Date },
): Promise<void> {
  const isOn = ctx.config.documentChecksAtOnce > 0;
  await trx
    .insertInto('document_checks')
    .values({
      material_id: material,
      ca_id: ctx.caId,
      state: isOn ? 'waiting' : 'failed',
      failure: isOn ? null : 'off',
      draft_id: draft,
      codes: '[]',
      queued_at: now,
    })
    .execute();
  if (isOn) await ctx.jobs.send(trx, 'checks.read', { material });
}

/** With 确认提交 the form is final: what was read is compared with it once more. */
export async function queueJudgement(trx: Trx, ctx: Context, order: string): Promise<void> {
  if (ctx.config.documentChecksAtOnce > 0) await ctx.jobs.send(trx, 'checks.judge', { order });
}
