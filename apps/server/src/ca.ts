import { v7 as uuid } from 'uuid';
import type { Db } from './context.ts';

/** The id of the CA with this code; its row is made at the first start. Two nodes starting at once make one row. */
export async function findOrMakeCa(db: Db, code: string): Promise<string> {
  await db
    .insertInto('cas')
    .values({ id: uuid(), code })
    .onConflict((on) => on.column('code').doNothing())
    .execute();
  const row = await db.selectFrom('cas').select('id').where('code', '=', code).executeTakeFirstOrThrow();
  return row.id;
}
