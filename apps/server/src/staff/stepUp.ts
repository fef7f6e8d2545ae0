import { countTry, forgiveTries } from '../accounts/tries.ts';
import type { Trx } from '../context.ts';
import { type Act, handle, type Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { countUse, readUsed } from './passkeys.ts';
import { readSelf } from './self.ts';
import { openTotp, stepOf, takeStep } from './totp.ts';

type Own = Act<Extract<Who, { kind: 'staff' }>>;

/** For this session alone: another of the same person's has to ask again. */
export const stepUp = handle('staff.stepUp', (input, act) =>
  input.kind === 'totp' ? byTotp(act, input.totp) : byPasskey(act, input.used),
);

async function byTotp(act: Own, totp: string) {
  const { ctx, who, now } = act;
  // Per person, not per address: a stolen session gains nothing by moving about.
  const tried = { subject: `staff:${who.staffId}`, address: '', now } as const;
  await countTry(ctx, tried);
  const person = await ctx.db.selectFrom('staff').selectAll().where('id', '=', who.staffId).executeTakeFirstOrThrow();
  const secret = openTotp(ctx, 'totp_sealed', person);
  const step = secret === undefined ? undefined : stepOf(secret, totp, now);
  if (step === undefined) throw new Refusal('step_up_failed');
  return act.write(async (trx, leaf) => {
    if (!(await takeStep(trx, who.staffId, step))) throw new Refusal('step_up_failed', { inside: 'used before' });
    await forgiveTries(trx, ctx, tried);
    leaf({ subject: person.name, detail: { factor: 'totp' } });
    return prove(trx, act);
  });
}

async function byPasskey(act: Own, used: Parameters<typeof readUsed>[1]) {
  const { ctx, who, now } = act;
  const { staffId, sessionId } = who;
  const read = await readUsed(ctx, used, { purpose: 'step_up', staffId, sessionId }, now);
  const self = await act.write(async (trx, leaf) => {
    if (!(await countUse(trx, read, now))) throw new Refusal('passkey_refused', { inside: 'used at the same time' });
    leaf({ subject: staffId, detail: { factor: 'passkey', passkey: read.passkey.id, isSuspect: read.isRegressed } });
    return read.isRegressed ? undefined : prove(trx, act);
  });
  if (!self) throw new Refusal('passkey_refused', { inside: 'the count of a passkey fell back' });
  return self;
}

async function prove(trx: Trx, { ctx, who, now }: Own) {
  await trx.updateTable('sessions').set({ proven_at: now }).where('id', '=', who.sessionId).execute();
  return readSelf(trx, ctx, who);
}
