import { expect, test } from 'vitest';
import { testEngines } from './engines.ts';
import { migrations } from './migrate.ts';
import { planOf, statementsOf } from './plan.ts';

test('semicolons in strings, dollar quotes and comments end no statement', () => {
  expect(
    statementsOf(
      `select ';'; -- not; this\ncreate function f() as $$ begin; end; $$ language x;\n/* ; */ select 'it''s;'`,
    ),
  ).toEqual([`select ';'`, 'create function f() as $$ begin; end; $$ language x', `select 'it''s;'`]);
});

test.each(testEngines())('what a migration locks is told of tables that are there ($name)', async (engine) => {
  const { db, close } = await engine.open();
  const dangerOf = async (text: string) =>
    (await planOf(db, { name: '', text, sha256: '' })).map(({ danger }) => danger);
  const text = `alter table orders add column note text; create index i on orders (note); create table fresh (id int); create index j on fresh (id);
    alter table orders alter column note set not null; alter table orders drop column note; update orders set paid_fen = 0; alter table orders alter column note type int`;
  expect(await dangerOf(text)).toEqual([
    'none',
    'writes_wait',
    'none',
    'none',
    'blocks',
    'breaks',
    'writes_wait',
    'rewrites',
  ]);
  for (const file of migrations) expect((await planOf(db, file)).length).toBeGreaterThan(0);
  await close();
});
