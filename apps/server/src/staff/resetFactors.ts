import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { isGuarded, propose, refuseWhileWaiting } from './proposals.ts';
import { takeFactors } from './reset.ts';

/** Whoever holds the code could become the person: for who guards keys or grants duties, two have to want it. */
export const resetFactors = handle('staff.resetFactors', ({ id, reason }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    if (id === who.staffId) throw new Refusal('not_on_oneself');
    const person = await lockMember(trx, ctx, id);
    if (person.is_disabled) throw new Refusal('staff_disabled');
    await refuseWhileWaiting(trx, id);
    if (isGuarded(person)) {
      const askedBy = who.staffId;
      const proposal = await propose(trx, ctx, { staffId: id, kind: 'reset', roles: [], reason, askedBy, now });
      leaf({ subject: person.name, detail: { reason, state: 'waiting', proposal } });
      return { state: 'waiting', invitation: null };
    }
    const invitation = await takeFactors(trx, ctx, person, now);
    leaf({ subject: person.name, detail: { reason, state: 'done' } });
    return { state: 'done', invitation };
  }),
);
