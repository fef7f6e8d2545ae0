import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { mobileColumns, showMobile, tellOfFactors } from './mobile.ts';

/** The number that was on file hears of it first: who takes an account over cannot silence it by taking the number away. */
export const setMobile = handle('staff.setMobile', ({ id, mobile, reason }, { ctx, who, write }) =>
  write(async (trx, leaf) => {
    if (id === who.staffId) throw new Refusal('not_on_oneself');
    const person = await lockMember(trx, ctx, id);
    await tellOfFactors(trx, ctx, person);
    const own = mobileColumns(ctx, id, mobile);
    await trx.updateTable('staff').set(own).where('id', '=', id).execute();
    leaf({
      subject: person.name,
      detail: { before: showMobile(ctx, person), after: showMobile(ctx, { id, ...own }), reason },
    });
    return {};
  }),
);
