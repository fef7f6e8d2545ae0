import { guardedRoles, type StaffRole } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { rolesOf, type StaffRow } from './member.ts';

/** Duties that the change would add and that one security administrator cannot give alone. */
export const guardedAmong = (person: Pick<StaffRow, 'roles'>, roles: readonly StaffRole[]): StaffRole[] =>
  guardedRoles.filter((role) => roles.includes(role) && !rolesOf(person).includes(role));

export const isGuarded = (person: Pick<StaffRow, 'roles'>): boolean =>
  guardedRoles.some((role) => person.roles.includes(role));

/** @throws Refusal `proposal_waits` when something about this person waits already. */
export async function refuseWhileWaiting(trx: Trx, staffId: string): Promise<void> {
  const waiting = await trx
    .selectFrom('staff_proposals')
    .select('id')
    .where('staff_id', '=', staffId)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (waiting) throw new Refusal('proposal_waits');
}

/** Leaves the change to a second security administrator. @returns its id. */
export async function propose(
  trx: Trx,
  ctx: Pick<Context, 'caId'>,
  change: {
    readonly staffId: string;
    readonly kind: 'roles' | 'reset';
    readonly roles: readonly StaffRole[];
    readonly reason: string;
    readonly askedBy: string;
    readonly now: Date;
  },
): Promise<string> {
  const id = uuid();
  await trx
    .insertInto('staff_proposals')
    .values({
      id,
      ca_id: ctx.caId,
      staff_id: change.staffId,
      kind: change.kind,
      roles: [...change.roles],
      reason: change.reason,
      asked_by: change.askedBy,
      asked_at: change.now,
    })
    .execute();
  return id;
}
