import { conflictOf } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { openMember, rolesOf } from './member.ts';
import { showMobile } from './mobile.ts';

export const list = handle('staff.list', async (_input, { ctx, who, now }) => {
  const rows = await ctx.db.selectFrom('staff').selectAll().where('ca_id', '=', ctx.caId).orderBy('name').execute();
  const [passkeys, proposals] = [await passkeysOf(ctx), await proposalsOf(ctx)];
  const items = rows.map((row) => {
    const waiting = proposals.find((one) => one.staff_id === row.id);
    return {
      ...openMember(row),
      isDisabled: row.is_disabled,
      lastLogInAt: row.last_log_in_at?.toISOString() ?? null,
      mobile: showMobile(ctx, row),
      hasTotp: row.totp_sealed !== null,
      passkeys: passkeys.get(row.id) ?? 0,
      invitedUntil: row.invited_until && row.invited_until > now ? row.invited_until.toISOString() : null,
      hasConflict: conflictOf(rolesOf(row)) !== undefined,
      proposal: waiting
        ? {
            id: waiting.id,
            kind: waiting.kind,
            roles: rolesOf(waiting),
            reason: waiting.reason,
            askedBy: waiting.display_name,
            askedAt: waiting.asked_at.toISOString(),
            isOwn: waiting.asked_by === who.staffId || waiting.staff_id === who.staffId,
          }
        : null,
    };
  });
  return { items };
});

async function passkeysOf({ db, caId }: Context): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('staff_passkeys')
    .select((e) => ['staff_id', e.fn.countAll<number>().as('count')])
    .where('ca_id', '=', caId)
    .where('suspect_at', 'is', null)
    .groupBy('staff_id')
    .execute();
  return new Map(rows.map((row) => [row.staff_id, Number(row.count)]));
}

const proposalsOf = ({ db, caId }: Context) =>
  db
    .selectFrom('staff_proposals')
    .innerJoin('staff', 'staff.id', 'staff_proposals.asked_by')
    .selectAll('staff_proposals')
    .select('staff.display_name')
    .where('staff_proposals.ca_id', '=', caId)
    .where('decision', 'is', null)
    .execute();
