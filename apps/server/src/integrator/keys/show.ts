import { handle } from '../../operation.ts';

export const show = handle('v1.keys.show', async (_, { who: { key } }) => ({
  id: key.id,
  name: key.name,
  scopes: [...key.scopes],
  expiresAt: key.expiresAt.toISOString(),
  secretEndsAt: key.secretEndsAt?.toISOString() ?? null,
}));
