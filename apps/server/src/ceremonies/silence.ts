import { serverStep } from '@jiesuo/ceremony';
import { writeLeaf } from '../audit/write.ts';
import type { Context } from '../context.ts';

/** No word for this long: the outcome is unknown until the next pairing asks K. */
const silenceSeconds = 120;
/** An opened ceremony asked nothing of K: it ends with its ticket. */
const openedSeconds = 660;

/** Job `ceremonies.silence`: 核对中 for what fell silent, expiry for what never began. Settles nothing by guessing. */
export async function settleSilence(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const silent = await ctx.db
    .selectFrom('ceremonies')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where((eb) =>
      eb.or([
        eb.and([eb('status', '=', 'opened'), eb('updated_at', '<', before(openedSeconds))]),
        eb.and([
          eb('status', 'in', ['authorised', 'unblocked', 'changed']),
          eb('updated_at', '<', before(silenceSeconds)),
        ]),
      ]),
    )
    .limit(200)
    .execute();
  for (const { id } of silent) {
    await ctx.db.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('ceremonies')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      // Judged again under the lock: a message may have come in between.
      if (row.updated_at >= before(row.status === 'opened' ? openedSeconds : silenceSeconds)) return;
      const step = serverStep(row.state, { type: 'silence' }, now);
      if ('refusal' in step || step.state.status === row.status) return;
      await trx
        .updateTable('ceremonies')
        .set({ state: JSON.stringify(step.state), status: step.state.status, updated_at: now })
        .where('id', '=', id)
        .execute();
      await writeLeaf(
        trx,
        { ctx, at: now, actor: 'system', operation: 'ceremonies.silence', requestId: null },
        { subject: row.state.order, detail: { ceremony: id, status: step.state.status } },
      );
    });
  }
}
