import { handle } from '../operation.ts';

export const factors = handle('staff.factors', async (_input, { ctx, who }) => {
  const { totp_sealed } = await ctx.db
    .selectFrom('staff')
    .select('totp_sealed')
    .where('id', '=', who.staffId)
    .executeTakeFirstOrThrow();
  const rows = await ctx.db
    .selectFrom('staff_passkeys')
    .selectAll()
    .where('staff_id', '=', who.staffId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const passkeys = rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
    isSuspect: row.suspect_at !== null,
  }));
  return { hasTotp: totp_sealed !== null, passkeys };
});
