import type { Context, Db, Trx } from '../../context.ts';
import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';

/** The checkpoint of that size, or the last one; undefined when there is none that this log's keys signed. */
export async function findCheckpoint(
  { caId, auditKey }: Pick<Context, 'caId' | 'auditKey'>,
  db: Db | Trx,
  size?: number,
): Promise<Checkpoint | undefined> {
  const row = await db
    .selectFrom('audit_checkpoints')
    .select('note')
    .where('ca_id', '=', caId)
    .$if(size !== undefined, (query) => query.where('size', '=', size ?? 0))
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && openCheckpoint(row.note, auditKey.trusted);
}

/** As the contract tells of it. */
export const toldOf = ({ size, at, root, note }: Checkpoint) => ({
  size,
  at: at.toISOString(),
  root: root.toString('base64'),
  note,
});
