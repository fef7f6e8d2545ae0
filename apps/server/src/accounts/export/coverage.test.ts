import { sql } from 'kysely';
import { expect } from 'vitest';
import { fill, intoValidity, registerUkey, submit } from '../../orders/stageForTests.ts';
import { everyEngine, type Trial } from '../../trial.ts';
import { coverage } from './coverage.ts';

/** Columns that lead to an account by themselves. */
const links = ['account_id', 'order_id', 'mobile_index', 'material_id', 'session_id', 'ceremony_id'];

/** Staff have numbers and sessions too, and none of a customer's; what hangs on them is not the customer's either. */
const isStaff = (table: string): boolean => table === 'staff';

/** Tables of the live schema that know an account: by such a column, or by a foreign key to one that does. */
async function tablesOfPersons(t: Trial): Promise<string[]> {
  const columns = await sql<{ table_name: string; column_name: string }>`
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'`.execute(t.ctx.db);
  const keys = await sql<{ from_table: string; to_table: string }>`
    select k.table_name as from_table, u.table_name as to_table
    from information_schema.referential_constraints r
    join information_schema.key_column_usage k on k.constraint_name = r.constraint_name and k.constraint_schema = r.constraint_schema
    join information_schema.key_column_usage u on u.constraint_name = r.unique_constraint_name and u.constraint_schema = r.unique_constraint_schema
    where k.table_schema = current_schema()`.execute(t.ctx.db);
  const found = new Set(['accounts']);
  for (const { table_name, column_name } of columns.rows)
    if (links.includes(column_name) && !isStaff(table_name)) found.add(table_name);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { from_table, to_table } of keys.rows) if (found.has(to_table)) found.add(from_table);
  }
  return [...found].toSorted();
}

everyEngine('every table that knows an account is in the export, or named with the reason why not', async (t) => {
  const tables = await tablesOfPersons(t);
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.filter((table) => !coverage[table])).toEqual([]);
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(t.ctx.db);
  const all = rows.map(({ name }) => name);
  expect(Object.keys(coverage).filter((table) => !all.includes(table))).toEqual([]);
});

everyEngine('the export has every place that the coverage names', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const { number } = await submit(t, who);
  await fill(t, who, await registerUkey(t));
  const exported = JSON.parse(Buffer.from(await who.ok('accounts.exportData', {})).toString()) as unknown;
  const holds = (value: unknown, [head, ...rest]: readonly string[]): boolean => {
    if (head === undefined) return true;
    if (Array.isArray(value)) return value.length === 0 || value.some((one) => holds(one, [head, ...rest]));
    return typeof value === 'object' && value !== null && head in value && holds(Reflect.get(value, head), rest);
  };
  const places = Object.values(coverage).flatMap((one) => ('in' in one ? [one.in] : []));
  expect(places.filter((place) => !holds(exported, place.split('.')))).toEqual([]);
  expect(JSON.stringify(exported)).toContain(number);
  for (const word of ['_sealed', 'password_hash', 'token_hash', 'stop_code'])
    expect(JSON.stringify(exported)).not.toContain(word);
});
