import type { StaffRole } from '@jiesuo/contract';
import type { Invitation } from '@jiesuo/contract/console';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { createRecorder } from '../web/act.ts';
import { endSessions } from '../web/sessions.ts';
import { newInvitation, showInvitation } from './invitation.ts';
import { inviteStaff } from './member.ts';
import { policyKey, readPolicy } from './policy.ts';
import { takeFactors } from './reset.ts';

/*
 * What the operator of the machine can do where nobody in the console can: who has the shell has the data.
 * Each leaves its leaf, marked as the shell's.
 */

const recorder = (ctx: Context, operation: string) =>
  createRecorder(ctx, { operation, who: { kind: 'anyone' }, now: ctx.clock(), requestId: uuid() });

/** Adds a person with duties. @returns undefined when the name is taken. */
export async function hire(
  ctx: Context,
  member: { readonly name: string; readonly displayName: string; readonly roles: readonly StaffRole[] },
): Promise<Invitation | undefined> {
  const name = member.name.normalize('NFC').trim();
  const invitation = newInvitation(ctx.clock());
  const id = await recorder(ctx, 'staff.hire').write(async (trx, leaf) => {
    const added = await inviteStaff(trx, ctx, member, invitation);
    leaf({ subject: name, detail: { roles: [...member.roles], added: added !== undefined, by: 'shell' } });
    return added;
  });
  return id === undefined ? undefined : showInvitation(name, invitation);
}

/** Who lost password or factors enrols anew; every session ends. @returns undefined for a name nobody has. */
export const renew = (ctx: Context, name: string): Promise<Invitation | undefined> =>
  recorder(ctx, 'staff.resetFactors').write(async (trx, leaf) => {
    const row = await findByName(trx, ctx, name);
    leaf({ subject: name, detail: { found: row !== undefined, by: 'shell' } });
    return row && takeFactors(trx, ctx, row, ctx.clock());
  });

/** Takes the log-in away, or gives it back; every session ends. @returns false for a name nobody has. */
export const setDisabled = (ctx: Context, name: string, isDisabled: boolean): Promise<boolean> =>
  recorder(ctx, 'staff.setDisabled').write(async (trx, leaf) => {
    const row = await findByName(trx, ctx, name);
    leaf({ subject: name, detail: { isDisabled, found: row !== undefined, by: 'shell' } });
    if (!row) return false;
    await trx.updateTable('staff').set({ is_disabled: isDisabled }).where('id', '=', row.id).execute();
    await endSessions(trx, { staffId: row.id, now: ctx.clock() });
    return true;
  });

/** The console answers every address again: for when the allowed ones have moved. @returns what was allowed before. */
export const clearAllowList = (ctx: Context): Promise<readonly string[]> =>
  recorder(ctx, 'staff.changePolicy').write(async (trx, leaf) => {
    const policy = await readPolicy(trx, ctx.caId);
    const value = JSON.stringify({ ...policy, allowList: [] });
    await trx
      .updateTable('settings')
      .set({ value, changed_at: ctx.clock() })
      .where('ca_id', '=', ctx.caId)
      .where('key', '=', policyKey)
      .execute();
    leaf({ subject: policyKey, detail: { before: policy.allowList, after: [], by: 'shell' } });
    return policy.allowList;
  });

const findByName = (trx: Trx, ctx: Pick<Context, 'caId'>, name: string) =>
  trx
    .selectFrom('staff')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
