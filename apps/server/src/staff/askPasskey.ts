import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { makeChallenge } from './challenge.ts';
import { rpIdOf } from './passkeys.ts';

export const askPasskey = handle('staff.askPasskey', async ({ purpose }, { ctx, who, now }) => {
  const rpId = rpIdOf(ctx);
  // A stranger is told of no credential: which ones a name has would tell that it exists (WebAuthn §14.6.2).
  if (purpose === 'log_in')
    return { ...(await makeChallenge(ctx, { purpose, staffId: null, sessionId: null }, now)), rpId, allow: [] };
  if (who.kind !== 'staff') throw new Refusal('log_in_required');
  const { staffId, sessionId } = who;
  const rows = await ctx.db
    .selectFrom('staff_passkeys')
    .select('credential_id')
    .where('staff_id', '=', staffId)
    .where('suspect_at', 'is', null)
    .execute();
  const made = await makeChallenge(ctx, { purpose, staffId, sessionId }, now);
  return { ...made, rpId, allow: rows.map((row) => row.credential_id) };
});
