import { handle } from '../operation.ts';
import { readSelf } from './self.ts';

export const me = handle('staff.me', (_input, { ctx, who }) => readSelf(ctx.db, ctx, who));
