import type { StaffRole } from '@jiesuo/contract';
import type { Trx } from '../context.ts';
import { endSessions } from '../web/sessions.ts';

/** New duties begin with a new log-in: every session of the person ends. The row is locked. */
export async function setRoles(trx: Trx, staffId: string, roles: readonly StaffRole[], now: Date): Promise<void> {
  await trx
    .updateTable('staff')
    .set({ roles: [...roles] })
    .where('id', '=', staffId)
    .execute();
  await endSessions(trx, { staffId, now });
}
