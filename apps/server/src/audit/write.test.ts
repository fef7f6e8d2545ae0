import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { everyEngine } from '../trial.ts';
import { leafHash } from './merkle/hash.ts';
import { canonical, writeLeaf } from './write.ts';

const origin = { actor: 'system', operation: 'orders.expire', requestId: null } as const;

everyEngine('a leaf keeps exactly the bytes that were hashed', async (t) => {
  const at = t.now();
  const detail = { reason: '到期\n"quoted"', count: 3, list: ['b', 'a'], none: null };
  const leaf = { subject: 'CA20260302000001', detail };
  const { id, hash } = await t.ctx.db
    .transaction()
    .execute((trx) => writeLeaf(trx, { ...origin, ctx: t.ctx, at }, leaf));
  const row = await t.ctx.db.selectFrom('audit_leaves').selectAll().executeTakeFirstOrThrow();
  expect(row.entry).toBe(
    `{"actor":"system","at":"2026-03-02T01:00:00.000Z","ca":"${t.ctx.caId}","detail":{"count":3,"list":["b","a"],"none":null,"reason":"到期\\n\\"quoted\\""},"id":"${id}","operation":"orders.expire","requestId":null,"subject":"CA20260302000001","v":1}`,
  );
  const expected = createHash('sha256').update('\u0000').update(row.entry).digest();
  expect(Buffer.from(row.leaf_hash)).toEqual(expected);
  expect(hash).toEqual(expected);
  expect(row.detail).toEqual(detail);
});

everyEngine('a leaf can be neither changed nor deleted', async (t) => {
  await t.ctx.db.transaction().execute((trx) => writeLeaf(trx, { ...origin, ctx: t.ctx, at: t.now() }, {}));
  await expect(t.ctx.db.updateTable('audit_leaves').set({ actor: 'x' }).execute()).rejects.toMatchObject({
    code: '23001',
  });
  await expect(t.ctx.db.deleteFrom('audit_leaves').execute()).rejects.toMatchObject({ code: '23001' });
});

test('the hash of the empty leaf is the one of RFC 6962', () => {
  // Certificate Transparency's reference test vector for MTH of one empty leaf.
  expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
});

test('a number without one spelling never enters a leaf', () => {
  for (const number of [0.5, 1e21, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => canonical({ number })).toThrow();
  expect(canonical({ b: 1, a: [true, null], c: undefined })).toBe('{"a":[true,null],"b":1}');
});
