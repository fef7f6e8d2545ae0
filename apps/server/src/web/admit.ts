import type { Operation } from '@jiesuo/contract';
import { needsStepUp, stepUpMinutes } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';
import type { Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { isAllowed, readPolicy } from '../staff/policy.ts';
import type { FoundSession } from './sessions.ts';

/** Whether this person may call this operation. @throws Refusal `log_in_required`, or `not_found`: a wrong role looks like a thing that is not there. */
export function admit(operation: Operation, who: Who): void {
  const { roles } = operation;
  if (roles.includes('anyone') || roles.includes('bridge')) return;
  if (who.kind === 'anyone') throw new Refusal('log_in_required');
  if (who.kind === 'customer' ? roles.includes('customer') : who.kind === 'staff' && isForStaff(roles, who.roles))
    return;
  throw new Refusal('not_found', { inside: 'role' });
}

const isForStaff = (roles: Operation['roles'], own: readonly Operation['roles'][number][]): boolean =>
  roles.includes('staff') || own.some((role) => roles.includes(role));

/**
 * Whether the console answers that address at all, log-in included: judged before anything else, so that it says nothing of names.
 * @throws Refusal `address_not_allowed`
 */
export async function admitAddress(
  ctx: Pick<Context, 'db' | 'caId'>,
  session: FoundSession | undefined,
  address: string,
): Promise<void> {
  const allowList = session?.allowList ?? (await readPolicy(ctx.db, ctx.caId)).allowList;
  if (!isAllowed(allowList, address)) throw new Refusal('address_not_allowed');
}

/** @throws Refusal `step_up_needed` when no factor was given in this session within the last minutes and the operation asks for one. */
export function admitStepUp(operation: Operation, session: FoundSession | undefined, now: Date): void {
  if (!needsStepUp(operation.name)) return;
  const provenAt = session?.provenAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (now.getTime() - provenAt >= stepUpMinutes * 60_000) throw new Refusal('step_up_needed');
}
