import type { StaffRole } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import { generateSecret, generateSync } from 'otplib';
import { hashPassword } from '../accounts/passwords.ts';
import type { Visitor } from '../trial/visitor.ts';
import type { Trial } from '../trial.ts';
import { createPasskey } from './authenticatorForTests.ts';
import { addStaff } from './member.ts';

export const password = 'correct horse battery';

/** The code that an authenticator app with this secret shows now, or so many seconds from now. */
export const codeOf = (t: Trial, secret: string, offset = 0): string =>
  generateSync({ secret, epoch: Math.floor(t.now().getTime() / 1000) + offset });

/** Somebody with password and TOTP, not logged in. */
export async function member(t: Trial, name = 'li.si', roles: readonly StaffRole[] = ['reviewer', 'finance']) {
  const totpSecret = generateSecret();
  const passwordHash = await hashPassword(password);
  const id = await t.ctx.db
    .transaction()
    .execute((trx) => addStaff(trx, t.ctx, { name, displayName: '李四', passwordHash, totpSecret, roles }));
  return { id, name, totpSecret, code: (offset = 0) => codeOf(t, totpSecret, offset) };
}

/** A passkey as made in a browser at the console's address. */
export const passkeyOf = (t: Trial) => createPasskey({ origin: t.ctx.config.console.origin, rpId: 'localhost' });

/** Adds a passkey to who is logged in. */
export async function givePasskey(t: Trial, who: Visitor<Console>, name = '办公电脑') {
  const passkey = passkeyOf(t);
  await who.ok('staff.addPasskey', { name, created: passkey.make(await who.ok('staff.askNewPasskey', {})) });
  return passkey;
}

export const logInBy = async (t: Trial, passkey: ReturnType<typeof passkeyOf>) => {
  const who = t.console.visitor();
  const used = passkey.use(await who.ok('staff.askPasskey', { purpose: 'log_in' }));
  return { who, used };
};

/** What was recorded of an operation, oldest first. */
export const leavesOf = (t: Trial, operation: string) =>
  t.ctx.db
    .selectFrom('audit_leaves')
    .select(['actor', 'subject', 'detail', 'entry'])
    .where('operation', '=', operation)
    .orderBy('at')
    .orderBy('id')
    .execute();
