import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { tellOfFactors } from './mobile.ts';
import { countPasskeys } from './self.ts';

export const removeTotp = handle('staff.removeTotp', (_input, { ctx, who, write }) =>
  write(async (trx, leaf) => {
    const person = await lockMember(trx, ctx, who.staffId);
    if (person.totp_sealed === null) throw new Refusal('not_found');
    if ((await countPasskeys(trx, person.id)) === 0) throw new Refusal('last_factor');
    await trx.updateTable('staff').set({ totp_sealed: null }).where('id', '=', person.id).execute();
    await tellOfFactors(trx, ctx, person);
    leaf({ subject: person.name });
    return {};
  }),
);
