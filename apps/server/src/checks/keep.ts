import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import { findElsewhere } from './elsewhere.ts';
import { judge } from './judge/judge.ts';
import { type MaterialFacts, wantedOf } from './material.ts';
import type { Reading } from './read/reading.ts';
import { sealResult } from './sealed.ts';

/** UTC+8 all year. */
const shanghaiMs = 8 * 3_600_000;

/** Judges what was read against what the form and the certificate say now, and keeps the result with its leaf. The caller holds the check's row. */
export async function keepJudgement(trx: Trx, ctx: Context, material: MaterialFacts, reading: Reading): Promise<void> {
  const now = ctx.clock();
  const judged = judge(reading, {
    kind: material.kind,
    ...(await wantedOf(trx, ctx, material)),
    today: new Date(now.getTime() + shanghaiMs).toISOString().slice(0, 10),
    elsewhere: await findElsewhere(trx, ctx, material),
  });
  const codes = [...new Set(judged.findings.map(({ code }) => code))];
  await trx
    .updateTable('document_checks')
    .set({
      state: 'done',
      failure: null,
      result_sealed: sealResult(ctx, material.id, judged),
      codes: JSON.stringify(codes),
      checked_at: now,
    })
    .where('material_id', '=', material.id)
    .execute();
  await writeLeaf(
    trx,
    { ctx, at: now, actor: 'system', operation: 'checks.judge', requestId: null },
    { subject: material.subject, detail: { material: material.id, engine: reading.engine, codes } },
  );
}
