import { handle } from '../operation.ts';
import { showStandings } from './show.ts';

export const state = handle('consents.state', (_input, { ctx, who }) => showStandings(ctx.db, ctx, who.accountId));
