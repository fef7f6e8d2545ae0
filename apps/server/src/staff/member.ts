import { type StaffRole, staffRoles } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { StaffTable } from '../db/schema/staff.ts';
import { type NewInvitation, withoutFactors } from './invitation.ts';
import { mobileColumns } from './mobile.ts';
import { sealTotp } from './totp.ts';

export type StaffRow = Selectable<StaffTable>;

export const openMember = (row: StaffRow): { id: string; name: string; displayName: string; roles: StaffRole[] } => ({
  id: row.id,
  name: row.name,
  displayName: row.display_name,
  roles: rolesOf(row),
});

export const rolesOf = (row: Pick<StaffRow, 'roles'>): StaffRole[] =>
  staffRoles.filter((role) => row.roles.includes(role));

interface NewPerson {
  /** What is typed to log in. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly StaffRole[];
  readonly mobile?: string | null;
}
export interface NewMember extends NewPerson {
  /** From `hashPassword`, made before the transaction. */
  readonly passwordHash: string;
  /** Base32 (RFC 4648), as authenticator apps show it. */
  readonly totpSecret: string;
}

/** Adds somebody who can log in at once, as the demo's people do; the caller writes the audit leaf. @returns the new id, or undefined when the name is taken. */
export function addStaff(
  trx: Trx,
  ctx: Pick<Context, 'caId' | 'personal' | 'clock'>,
  member: NewMember,
): Promise<string | undefined> {
  const id = uuid();
  const totp_sealed = sealTotp(ctx, 'totp_sealed', id, member.totpSecret);
  return insert(trx, ctx, member, { id, password_hash: member.passwordHash, totp_sealed });
}

/** Adds somebody who has to enrol with the code; the caller writes the audit leaf. @returns the new id, or undefined when the name is taken. */
export const inviteStaff = (
  trx: Trx,
  ctx: Pick<Context, 'caId' | 'clock' | 'personal'>,
  person: NewPerson,
  invitation: NewInvitation,
): Promise<string | undefined> => insert(trx, ctx, person, { id: uuid(), ...withoutFactors(invitation) });

async function insert(
  trx: Trx,
  ctx: Pick<Context, 'caId' | 'clock' | 'personal'>,
  person: NewPerson,
  own: Pick<StaffRow, 'id' | 'password_hash' | 'totp_sealed'> & Partial<StaffRow>,
): Promise<string | undefined> {
  const row = await trx
    .insertInto('staff')
    .values({
      ca_id: ctx.caId,
      name: person.name.normalize('NFC').trim(),
      display_name: person.displayName,
      roles: [...person.roles],
      last_log_in_at: null,
      created_at: ctx.clock(),
      ...mobileColumns(ctx, own.id, person.mobile ?? null),
      ...own,
    })
    .onConflict((c) => c.columns(['ca_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}
