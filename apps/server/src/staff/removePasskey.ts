import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { lockMember } from './lock.ts';
import { tellOfFactors } from './mobile.ts';
import { countPasskeys } from './self.ts';

/** The person's row is locked first: of two removals at once, one sees what the other left. */
export const removePasskey = handle('staff.removePasskey', ({ id }, { ctx, who, write }) =>
  write(async (trx, leaf) => {
    const person = await lockMember(trx, ctx, who.staffId);
    const gone = await trx
      .deleteFrom('staff_passkeys')
      .where('id', '=', id)
      .where('staff_id', '=', person.id)
      .returning('name')
      .executeTakeFirst();
    if (!gone) throw new Refusal('not_found');
    if (person.totp_sealed === null && (await countPasskeys(trx, person.id)) === 0) throw new Refusal('last_factor');
    await tellOfFactors(trx, ctx, person);
    leaf({ subject: person.name, detail: { passkey: id, name: gone.name } });
    return {};
  }),
);
