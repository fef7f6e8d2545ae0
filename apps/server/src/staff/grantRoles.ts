import { conflictOf } from '@jiesuo/contract';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { rolesOf } from './member.ts';
import { guardedAmong, propose, refuseWhileWaiting } from './proposals.ts';
import { setRoles } from './setRoles.ts';

/** Taking a duty away never waits; giving a guarded one does. */
export const grantRoles = handle('staff.grantRoles', ({ id, roles, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    if (id === who.staffId) throw new Refusal('not_on_oneself');
    if (conflictOf(roles)) throw new Refusal('roles_incompatible');
    const person = await lockMember(trx, ctx, id);
    if (person.is_disabled) throw new Refusal('staff_disabled');
    await refuseWhileWaiting(trx, id);
    const guarded = guardedAmong(person, roles);
    const detail = { before: rolesOf(person), after: roles, reason };
    if (guarded.length > 0) {
      const proposal = await propose(trx, ctx, {
        staffId: id,
        kind: 'roles',
        roles,
        reason,
        askedBy: who.staffId,
        now,
      });
      leaf({ subject: person.name, detail: { ...detail, state: 'waiting', proposal } });
      return { state: 'waiting', invitation: null };
    }
    await setRoles(trx, id, roles, now);
    leaf({ subject: person.name, detail: { ...detail, state: 'done' } });
    return { state: 'done', invitation: null };
  }),
);
