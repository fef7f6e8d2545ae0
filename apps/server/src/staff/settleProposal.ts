import { conflictOf } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { rolesOf } from './member.ts';
import { takeFactors } from './reset.ts';
import { setRoles } from './setRoles.ts';

/** Who proposed it may take it back, never confirm it. */
export const settleProposal = handle('staff.settleProposal', ({ id, decision }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const proposal = await lockProposal(trx, ctx, id);
    const person = await lockMember(trx, ctx, proposal.staff_id);
    if (proposal.decision !== null) throw new Refusal('proposal_settled');
    const isProposer = proposal.asked_by === who.staffId;
    if (person.id === who.staffId || (isProposer && decision === 'confirm'))
      throw new Refusal('proposer_may_not_confirm');
    if (decision === 'confirm' && person.is_disabled) throw new Refusal('staff_disabled');
    if (decision === 'confirm' && conflictOf(proposal.roles)) throw new Refusal('roles_incompatible');
    await trx
      .updateTable('staff_proposals')
      .set({ decision, decided_by: who.staffId, decided_at: now })
      .where('id', '=', id)
      .execute();
    leaf({
      subject: person.name,
      detail: { proposal: id, kind: proposal.kind, decision, before: rolesOf(person), after: proposal.roles },
    });
    if (decision === 'refuse') return { state: 'done', invitation: null };
    if (proposal.kind === 'reset') return { state: 'done', invitation: await takeFactors(trx, ctx, person, now) };
    await setRoles(trx, person.id, proposal.roles, now);
    return { state: 'done', invitation: null };
  }),
);

async function lockProposal(trx: Trx, ctx: Pick<Context, 'caId'>, id: string) {
  const row = await trx
    .selectFrom('staff_proposals')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}
