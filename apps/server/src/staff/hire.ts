import { randomBytes } from 'node:crypto';
import type { StaffRole } from '@jiesuo/contract';
import { generateSecret, generateURI } from 'otplib';
import { v7 as uuid } from 'uuid';
import { hashPassword } from '../accounts/passwords.ts';
import type { Context } from '../context.ts';
import { createRecorder } from '../web/act.ts';
import { endSessions } from '../web/sessions.ts';
import { addStaff } from './member.ts';

/** What a new member of staff is told, once: neither can be shown again. */
export interface LogIn {
  readonly name: string;
  readonly password: string;
  /** Base32, for an authenticator app. */
  readonly totpSecret: string;
  readonly uri: string;
}

/** 20 characters of 64: 120 bits. */
const newPassword = (): string => randomBytes(15).toString('base64url');
const recorder = (ctx: Context, operation: string) =>
  createRecorder(ctx, { operation, who: { kind: 'anyone' }, now: ctx.clock(), requestId: uuid() });

async function newLogIn(ctx: Context, name: string): Promise<LogIn> {
  const totpSecret = generateSecret();
  const { caName } = await ctx.settings();
  return {
    name,
    password: newPassword(),
    totpSecret,
    uri: generateURI({ issuer: caName, label: name, secret: totpSecret }),
  };
}

/** Adds a member of staff with a random password and TOTP secret. @returns undefined when the name is taken. */
export async function hire(
  ctx: Context,
  member: { readonly name: string; readonly displayName: string; readonly roles: readonly StaffRole[] },
): Promise<LogIn | undefined> {
  const logIn = await newLogIn(ctx, member.name.normalize('NFC').trim());
  const passwordHash = await hashPassword(logIn.password);
  const id = await recorder(ctx, 'staff.add').write(async (trx, leaf) => {
    const added = await addStaff(trx, ctx, { ...member, passwordHash, totpSecret: logIn.totpSecret });
    leaf({ subject: logIn.name, detail: { roles: [...member.roles], added: added !== undefined, by: 'shell' } });
    return added;
  });
  return id === undefined ? undefined : logIn;
}

/** A new password and TOTP secret for who lost one; every session ends. @returns undefined for a name nobody has. */
export async function renew(ctx: Context, name: string): Promise<LogIn | undefined> {
  const logIn = await newLogIn(ctx, name);
  const password_hash = await hashPassword(logIn.password);
  return recorder(ctx, 'staff.renew').write(async (trx, leaf) => {
    const row = await trx
      .selectFrom('staff')
      .select('id')
      .where('ca_id', '=', ctx.caId)
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst();
    leaf({ subject: name, detail: { found: row !== undefined, by: 'shell' } });
    if (!row) return undefined;
    const totp_sealed = ctx.personal.seal(`staff.totp_sealed:${row.id}`, logIn.totpSecret);
    await trx.updateTable('staff').set({ password_hash, totp_sealed, totp_step: 0 }).where('id', '=', row.id).execute();
    await endSessions(trx, { staffId: row.id, now: ctx.clock() });
    return logIn;
  });
}

/** Takes the log-in away, or gives it back; every session ends. @returns false for a name nobody has. */
export const setDisabled = (ctx: Context, name: string, isDisabled: boolean): Promise<boolean> =>
  recorder(ctx, isDisabled ? 'staff.disable' : 'staff.enable').write(async (trx, leaf) => {
    const row = await trx
      .updateTable('staff')
      .set({ is_disabled: isDisabled })
      .where('ca_id', '=', ctx.caId)
      .where('name', '=', name)
      .returning('id')
      .executeTakeFirst();
    leaf({ subject: name, detail: { found: row !== undefined, by: 'shell' } });
    if (row) await endSessions(trx, { staffId: row.id, now: ctx.clock() });
    return row !== undefined;
  });
