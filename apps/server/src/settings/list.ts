import { handle } from '../operation.ts';

export const list = handle('settings.list', (_input, { ctx }) => ctx.settings());
