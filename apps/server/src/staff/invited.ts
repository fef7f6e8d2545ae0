import { countTry, forgiveTries } from '../accounts/tries.ts';
import type { Trx } from '../context.ts';
import type { Act } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { invitationHash } from './invitation.ts';
import type { StaffRow } from './member.ts';

/** Who was given this code. Tries count against the name, as those to log in do. @throws Refusal `invitation_wrong`, `log_in_slowed` */
export async function findInvited(
  { ctx, now, address }: Pick<Act, 'ctx' | 'now' | 'address'>,
  name: string,
  code: string,
): Promise<{ person: StaffRow; forgive(trx: Trx): Promise<void> }> {
  const tried = { subject: `staff:${name}`, address, now } as const;
  await countTry(ctx, tried);
  const person = await ctx.db
    .selectFrom('staff')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('name', '=', name)
    .where('invitation_hash', '=', invitationHash(code))
    .where('invited_until', '>', now)
    .where('is_disabled', '=', false)
    .executeTakeFirst();
  if (!person) throw new Refusal('invitation_wrong');
  return { person, forgive: (trx) => forgiveTries(trx, ctx, tried) };
}
