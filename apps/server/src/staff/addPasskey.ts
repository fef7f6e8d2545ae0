import { handle } from '../operation.ts';
import { lockMember } from './lock.ts';
import { tellOfFactors } from './mobile.ts';
import { insertPasskey, readCreated } from './passkeys.ts';

export const addPasskey = handle('staff.addPasskey', async ({ name, created }, act) => {
  const { ctx, who, now } = act;
  const { staffId, sessionId } = who;
  const passkey = await readCreated(ctx, created, { purpose: 'create', staffId, sessionId }, now);
  return act.write(async (trx, leaf) => {
    const person = await lockMember(trx, ctx, staffId);
    const id = await insertPasskey(trx, ctx, { ...passkey, staff_id: staffId, name }, now);
    await tellOfFactors(trx, ctx, person);
    leaf({ subject: person.name, detail: { passkey: id, name } });
    return {};
  });
});
