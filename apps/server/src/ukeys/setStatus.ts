import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** A lost or revoked UKey is refused at the next judgement: `read`, submission, pairing and redeeming all ask the registry. */
export const setStatus = handle('ukeys.setStatus', ({ serial, status, reason }, { ctx, now, write }) =>
  write(async (trx, leaf) => {
    const row = await trx
      .updateTable('ukeys')
      .set({ status, updated_at: now })
      .where('ca_id', '=', ctx.caId)
      .where('serial', '=', serial)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('not_found');
    leaf({ subject: serial, detail: { status, reason } });
    return {};
  }),
);
