import type { Context, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { StaffRow } from './member.ts';

/** @throws Refusal `not_found` */
export async function lockMember(trx: Trx, ctx: Pick<Context, 'caId'>, id: string): Promise<StaffRow> {
  const row = await trx
    .selectFrom('staff')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  return row;
}
