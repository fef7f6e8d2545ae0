import { handle } from '../operation.ts';
import { openMember } from './member.ts';

export const list = handle('staff.list', async (_input, { ctx }) => {
  const rows = await ctx.db.selectFrom('staff').selectAll().where('ca_id', '=', ctx.caId).orderBy('name').execute();
  const items = rows.map((row) => ({
    ...openMember(row),
    isDisabled: row.is_disabled,
    lastLogInAt: row.last_log_in_at?.toISOString() ?? null,
  }));
  return { items };
});
