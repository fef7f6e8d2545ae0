import { expect } from 'vitest';
import { v7 as uuid } from 'uuid';
import { handle } from '../operation.ts';
import { everyEngine } from '../trial.ts';

const touch = handle('accounts.edit', async (input, act) =>
  act.write(async (_trx, leaf) => {
    leaf({ subject: 'x' });
    return { id: uuid(), mobile: '13800000000', organisation: input.organisation, contact: input.contact, email: null };
  }),
);

everyEngine(
  'a customer operation asks for a log-in',
  async (t) => {
    const stranger = t.portal.visitor();
    const refusal = await stranger.refused('accounts.edit', { organisation: 'a', contact: 'b' });
    expect(refusal.code).toBe('log_in_required');
  },
  { handlers: [touch] },
);
