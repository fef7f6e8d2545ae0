import { expect, test } from 'vitest';
import { oneEngine } from '../trial.ts';
import { during, type Leafless, watchLeaves, writesOf } from './leaves.ts';

test('what a statement writes is read from it, and a lock is no write', () => {
  expect(writesOf('insert into "audit_leaves" ("id") values ($1)')).toEqual(['insert audit_leaves']);
  expect(writesOf('update "orders" set "version" = $1, "status" = $2 where "id" = $3')).toEqual([
    'update orders status,version',
  ]);
  expect(writesOf('with gone as (delete from files where id = $1 returning id) insert into t select 1')).toEqual([
    'delete files',
    'insert t',
  ]);
  expect(writesOf('select * from jobs for update skip locked')).toEqual([]);
  expect(writesOf('insert into jobs (id) values ($1) on conflict (name) do update set run_at = $2')).toEqual([
    'insert jobs',
  ]);
});

oneEngine('a write of the product without a leaf in its transaction is told of, whatever made it', async (t) => {
  const told: Leafless[] = [];
  const { db, caId } = t.ctx;
  await watchLeaves(db);
  const write = () => db.updateTable('cas').set({ code: 'demo2' }).where('id', '=', caId).execute();
  await write();
  expect(told).toEqual([]);
  await during('orders.cancel', (one) => void told.push(one), write);
  await during(
    'orders.cancel',
    (one) => void told.push(one),
    () =>
      db.transaction().execute(async (trx) => {
        await trx.updateTable('cas').set({ code: 'demo3' }).where('id', '=', caId).execute();
      }),
  );
  expect(told).toEqual([
    { act: 'orders.cancel', writes: ['update cas code'] },
    { act: 'orders.cancel', writes: ['update cas code'] },
  ]);
});
