import { residentCheckDigit } from '@jiesuo/certificate/digits';
import { v7 as uuid } from 'uuid';
import { hashPassword } from '../accounts/passwords.ts';
import type { Context } from '../context.ts';
import type { Who } from '../operation.ts';
import { addStaff } from '../staff/member.ts';
import { createRecorder } from '../web/act.ts';
import { type StandIn, standIn } from './stand-in.ts';
import type { DemoWorld } from './world.ts';

export type Member = DemoWorld['staff'][number];
export type Customer = DemoWorld['customers'][number];

/** Adds one member of staff, or finds the one that an earlier, broken-off start added. */
export async function hireStaff(ctx: Context, member: Member): Promise<StandIn> {
  const passwordHash = await hashPassword(member.password);
  const origin = { operation: 'staff.add', who: { kind: 'anyone' }, now: ctx.clock(), requestId: uuid() } as const;
  await createRecorder(ctx, origin).write(async (trx, leaf) => {
    const id = await addStaff(trx, ctx, { ...member, passwordHash });
    leaf({ ...(id ? { subject: id } : {}), detail: { demo: true, roles: member.roles } });
  });
  const { id: staffId } = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('name', '=', member.name)
    .executeTakeFirstOrThrow();
  return standIn(ctx, { kind: 'staff', staffId, name: member.name, roles: member.roles, sessionId: uuid() });
}

/** 注册 through the real operations, once: with the SMS code that `codeFor` knows. */
export async function registerCustomer(
  ctx: Context,
  customer: Customer,
  codeFor: (mobile: string) => string | undefined,
): Promise<{ readonly who: StandIn; readonly accountId: string; readonly sessionId: string }> {
  const known = () =>
    ctx.db
      .selectFrom('accounts')
      .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
      .select(['accounts.id as accountId', 'sessions.id as sessionId'])
      .where('accounts.ca_id', '=', ctx.caId)
      .where('mobile_index', '=', ctx.personal.index('mobile', customer.mobile))
      .limit(1)
      .executeTakeFirst();
  if (!(await known())) {
    const stranger = standIn(ctx, { kind: 'anyone' });
    const { consents } = await stranger.do('settings.show', {});
    await stranger.do('accounts.sendCode', { mobile: customer.mobile, purpose: 'register' });
    await stranger.do('accounts.register', {
      ...customer,
      code: codeFor(customer.mobile),
      consents: { terms: consents.terms.version, privacy: consents.privacy.version },
    });
  }
  const found = await known();
  if (!found) throw new Error('the demo customer was not registered');
  const who: Who = { kind: 'customer', ...found };
  return { who: standIn(ctx, who), ...found };
}

/** A person who does not exist: region 999999 is none, the check digit is right (GB 11643). */
export function inventPerson(number: number): { name: string; idNumber: string; mobile: string } {
  const surnames = '赵钱孙李周吴郑王';
  const body = `99999919900101${String(number).padStart(3, '0')}`;
  return {
    name: `示例${surnames.charAt(number % surnames.length)}经办`,
    idNumber: body + residentCheckDigit(body),
    mobile: `1990001${String(number).padStart(4, '0')}`,
  };
}
