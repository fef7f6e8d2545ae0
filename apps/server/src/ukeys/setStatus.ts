import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { tell } from '../webhooks/tell.ts';

interface Wanted {
  readonly serial: string;
  readonly status: 'active' | 'lost' | 'revoked';
  readonly reason: string;
}

/** A lost or revoked UKey is refused at the next judgement: `read`, submission, pairing and redeeming all ask the registry. */
export const changeStatus = (
  { serial, status, reason }: Wanted,
  { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>,
): Promise<Record<string, never>> =>
  write(async (trx, leaf) => {
    const row = await trx
      .updateTable('ukeys')
      .set({ status, updated_at: now })
      .where('ca_id', '=', ctx.caId)
      .where('serial', '=', serial)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('not_found');
    await tell(trx, ctx, { event: 'ukey.status_changed', subject: serial, data: { ukeySerial: serial, status }, now });
    leaf({ subject: serial, detail: { status, reason } });
    return {};
  });

export const setStatus = handle('ukeys.setStatus', changeStatus);
