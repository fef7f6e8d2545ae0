import type { DocumentCheck } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { maskIdNumber } from '../personal/mask.ts';
import { openResult } from './sealed.ts';

const nothing = { failure: null, engine: null, checkedAt: null, findings: [], comparisons: [] } as const;

/** The checks of these materials, one for each. `isMasked`: who does not decide on the order sees ID numbers in part. */
export async function documentChecksOf(
  ctx: Context,
  materials: readonly { readonly id: string }[],
  isMasked: boolean,
): Promise<DocumentCheck[]> {
  const ids = materials.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await ctx.db.selectFrom('document_checks').selectAll().where('material_id', 'in', ids).execute();
  return ids.map((material) => {
    const row = rows.find((one) => one.material_id === material);
    // Sent before there were checks.
    if (!row) return { ...nothing, material, state: 'failed', failure: 'off', findings: [], comparisons: [] };
    const { findings, comparisons } = row.result_sealed
      ? openResult(ctx, material, row.result_sealed)
      : { findings: [], comparisons: [] };
    return {
      material,
      state: row.state,
      failure: row.failure,
      engine: row.engine,
      checkedAt: row.checked_at?.toISOString() ?? null,
      findings: [...findings],
      comparisons: comparisons.map((one) =>
        one.fact === 'id_number' && isMasked ? { ...one, read: mask(one.read), expected: mask(one.expected) } : one,
      ),
    };
  });
}

const mask = (number: string | null) => (number === null ? null : maskIdNumber(number));
