import type { Context } from '../context.ts';
import type { Handler } from '../jobs/run.ts';
import { keepJudgement } from './keep.ts';
import { materialFacts } from './material.ts';
import { openReading } from './sealed.ts';

/** Job `checks.judge`: compares again what was read of an order's materials. What is still waiting is judged when it has been read. */
export const judgeOrder =
  (ctx: Context): Handler =>
  async (data) => {
    const materials = await ctx.db
      .selectFrom('materials')
      .select('id')
      .where('ca_id', '=', ctx.caId)
      .where('order_id', '=', String(data.order))
      .where('replaced_at', 'is', null)
      .orderBy('kind')
      .execute();
    for (const { id } of materials)
      await ctx.db.transaction().execute(async (trx) => {
        const check = await trx
          .selectFrom('document_checks')
          .select('reading_sealed')
          .where('material_id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        const material = await materialFacts(trx, ctx, id);
        if (check?.reading_sealed && material)
          await keepJudgement(trx, ctx, material, openReading(ctx, id, check.reading_sealed));
      });
  };
