import type { Catalogue, Script } from './catalogue.ts';

export interface TemplateRow {
  readonly table: string;
  /** Text as COPY reads it, null, or milliseconds for a moment. */
  readonly values: ReadonlyMap<string, string | number | null>;
  /** Belongs to the account, not to one of its orders. */
  readonly isShared: boolean;
}

/** An order with all that hangs on it, as the product itself made it. */
export interface Template {
  readonly status: string;
  readonly rows: readonly TemplateRow[];
}

/** Comes and goes with a person at a page. */
const passing = new Set(['sessions', 'pairings', 'drafts']);
/** Named by what they are about, not by a key. */
const bySubject = ['pay_events', 'audit_leaves'] as const;

/** One template for each status that an order of this installation has, the newest of each. */
export async function readTemplates(script: Script, catalogue: Catalogue): Promise<readonly Template[]> {
  const orders = await script(
    'select distinct on (status) id, number, status, account_id, ukey_id from orders order by status, created_at desc',
  );
  const templates: Template[] = [];
  for (const { id, number, status, account_id, ukey_id } of orders) {
    const rows = await rowsOf(script, catalogue, {
      id: String(id),
      account: String(account_id),
      ukey: String(ukey_id),
    });
    const attempts = rows
      .filter(({ table }) => table === 'pay_attempts')
      .map(({ values }) => `${values.get('number')}`);
    for (const table of bySubject)
      rows.push(...(await read(script, catalogue, table, 'subject = any($1)', [[number, ...attempts]])));
    templates.push({ status: String(status), rows });
  }
  return templates;
}

async function rowsOf(
  script: Script,
  catalogue: Catalogue,
  order: { readonly id: string; readonly account: string; readonly ukey: string },
): Promise<TemplateRow[]> {
  const found: TemplateRow[] = [];
  const seen = new Set<string>();
  const add = async (rows: readonly TemplateRow[]): Promise<void> => {
    for (const row of rows) {
      const key = catalogue.key(row.table);
      const name = `${row.table} ${key ? row.values.get(key) : JSON.stringify([...row.values])}`;
      if (seen.has(name)) continue;
      seen.add(name);
      found.push(row);
      if (key === undefined) continue;
      for (const { table, column } of catalogue.namedFrom(row.table)) {
        if (passing.has(table) || table === 'orders') continue;
        const named = await read(script, catalogue, table, `${column}::text = $1`, [row.values.get(key)], row.isShared);
        await add(named.flatMap((one) => ownOf(one, order.id)));
      }
    }
  };
  await add(await read(script, catalogue, 'orders', 'id = $1', [order.id]));
  await add(await read(script, catalogue, 'ukeys', 'id = $1', [order.ukey]));
  await add(await read(script, catalogue, 'accounts', 'id = $1', [order.account], true));
  return found;
}

/** Not what hangs on another order, nor on a draft. What hangs on this one does not belong to the whole account. */
function ownOf(row: TemplateRow, orderId: string): readonly TemplateRow[] {
  const named = row.values.get('order_id') ?? null;
  if ((named !== null && named !== orderId) || (row.values.get('draft_id') ?? null) !== null) return [];
  return [{ ...row, isShared: row.isShared && named === null }];
}

async function read(
  script: Script,
  catalogue: Catalogue,
  table: string,
  where: string,
  parameters: readonly unknown[],
  isShared = false,
): Promise<TemplateRow[]> {
  const columns = catalogue.columns(table);
  const list = columns.map(({ name, type }) =>
    type === 'timestamptz' ? `(extract(epoch from "${name}") * 1000)::float8 as "${name}"` : `"${name}"::text`,
  );
  const rows = await script(`select ${list.join(', ')} from ${table} where ${where}`, parameters);
  return rows.map((row) => ({
    table,
    values: new Map(columns.map(({ name }) => [name, (row[name] ?? null) as string | number | null])),
    isShared,
  }));
}
