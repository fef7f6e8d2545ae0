import { handle } from '../operation.ts';
import { readOrigins } from './origins.ts';

export const show = handle('links.show', async (_, { ctx }) => ({ origins: await readOrigins(ctx.db, ctx.caId) }));
