import { randomInt } from 'node:crypto';
import type { StaffRole } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import type { Portal } from '@jiesuo/contract/portal';
import { generate, generateSecret } from 'otplib';
import { v7 as uuid } from 'uuid';
import { hashPassword } from '../accounts/passwords.ts';
import type { Context } from '../context.ts';
import type { Customer, Staff } from '../trial.ts';
import type { SentSms } from './sms.ts';
import type { Door } from './visitor.ts';

const password = 'correct horse battery';

export async function logInCustomer(
  portal: Door<Portal>,
  sms: (mobile: string) => Promise<SentSms[]>,
): Promise<Customer> {
  const who = portal.visitor();
  const mobile = `199${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const { consents } = await who.ok('settings.show', {});
  await who.ok('accounts.sendCode', { mobile, purpose: 'register' });
  const code = (await sms(mobile)).at(-1)?.variables.code ?? '';
  await who.ok('accounts.register', {
    mobile,
    code,
    password,
    organisation: '示例科技有限公司',
    contact: '张三',
    consents: { terms: consents.terms.version, privacy: consents.privacy.version },
  });
  return { ...who, mobile, password };
}

export async function logInStaff(ctx: Context, console: Door<Console>, roles: readonly StaffRole[]): Promise<Staff> {
  const id = uuid();
  const name = `staff-${id.slice(-12)}`;
  const secret = generateSecret();
  await ctx.db
    .insertInto('staff')
    .values({
      id,
      ca_id: ctx.caId,
      name,
      display_name: `测试${roles.join('、')}`,
      password_hash: await hashPassword(password),
      totp_sealed: ctx.personal.seal(`staff.totp_sealed:${id}`, secret),
      roles: [...roles],
      last_log_in_at: null,
      created_at: ctx.clock(),
    })
    .execute();
  const totp = () => generate({ secret, epoch: Math.floor(ctx.clock().getTime() / 1000) });
  const who = console.visitor(async (again) => {
    await who.ok('staff.stepUp', { kind: 'totp', totp: await totp() });
    return again();
  });
  await who.ok('staff.logIn', { name, password, totp: await totp() });
  return { ...who, staffId: id };
}
