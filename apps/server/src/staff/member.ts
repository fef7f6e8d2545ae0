import { type StaffRole, staffRoles } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { StaffTable } from '../db/schema/staff.ts';

export type StaffRow = Selectable<StaffTable>;

export const openMember = (row: StaffRow): { id: string; name: string; displayName: string; roles: StaffRole[] } => ({
  id: row.id,
  name: row.name,
  displayName: row.display_name,
  roles: staffRoles.filter((role) => row.roles.includes(role)),
});

export interface NewMember {
  /** What is typed to log in. */
  readonly name: string;
  readonly displayName: string;
  /** From `hashPassword`, made before the transaction. */
  readonly passwordHash: string;
  /** Base32 (RFC 4648), as authenticator apps show it. */
  readonly totpSecret: string;
  readonly roles: readonly StaffRole[];
}

/** Adds one member of staff; the caller writes the audit leaf. @returns the new id, or undefined when the name is taken. */
export async function addStaff(
  trx: Trx,
  ctx: Pick<Context, 'caId' | 'personal' | 'clock'>,
  member: NewMember,
): Promise<string | undefined> {
  const id = uuid();
  const row = await trx
    .insertInto('staff')
    .values({
      id,
      ca_id: ctx.caId,
      name: member.name.normalize('NFC').trim(),
      display_name: member.displayName,
      password_hash: member.passwordHash,
      totp_sealed: ctx.personal.seal(`staff.totp_sealed:${id}`, member.totpSecret),
      roles: [...member.roles],
      last_log_in_at: null,
      created_at: ctx.clock(),
    })
    .onConflict((c) => c.columns(['ca_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}
