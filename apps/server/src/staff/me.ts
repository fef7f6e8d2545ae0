import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { openMember } from './member.ts';

export const me = handle('staff.me', async (_input, { ctx, who }) => {
  const row = await ctx.db
    .selectFrom('staff')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', who.staffId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return openMember(row);
});
