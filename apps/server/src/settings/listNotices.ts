import { handle } from '../operation.ts';
import { listNotices } from './notices.ts';

export const list = handle('notices.list', async (_input, { ctx }) => ({
  items: await listNotices(ctx.db, ctx.caId, 200),
}));
