import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';

export const add = handle('notices.add', async ({ title, body }, act) => {
  const id = uuid();
  return act.write(async (trx, leaf) => {
    await trx
      .insertInto('notices')
      .values({ id, ca_id: act.ctx.caId, title, body, published_at: act.now, removed_at: null })
      .execute();
    leaf({ subject: id, detail: { title } });
    return { id, title, body, publishedAt: act.now.toISOString() };
  });
});
