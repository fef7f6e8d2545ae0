export type Script = (sql: string, parameters?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export interface Column {
  readonly name: string;
  /** PostgreSQL's own word for it: `uuid`, `timestamptz`, `text`, … */
  readonly type: string;
}

/** What the database says of itself: a table that a later migration adds is cloned like the others. */
export interface Catalogue {
  columns(table: string): readonly Column[];
  /** The one column of its primary key; undefined where there are several. */
  key(table: string): string | undefined;
  /** Unique indexes, each as its columns. */
  uniques(table: string): readonly (readonly string[])[];
  /** Where a row of that table is named from. */
  namedFrom(table: string): readonly { readonly table: string; readonly column: string }[];
}

export async function readCatalogue(script: Script): Promise<Catalogue> {
  const columns = await script(
    `select table_name as "table", column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and is_generated = 'NEVER' order by ordinal_position`,
  );
  const indexes = await script(
    `select t.relname as "table", i.indisprimary as "isKey",
       (select array_agg(a.attname::text order by k.at) from unnest(i.indkey) with ordinality k (number, at)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number) as columns
     from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = 'public' and i.indisunique`,
  );
  const references = await script(
    `select c.conrelid::regclass::text as "table", c.confrelid::regclass::text as named, a.attname::text as "column"
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and cardinality(c.conkey) = 1`,
  );
  const uniques = (table: string) =>
    indexes.filter((one) => one['table'] === table).map((one) => (one['columns'] ?? []) as readonly string[]);
  return {
    columns: (table) =>
      columns
        .filter((one) => one['table'] === table)
        .map((one) => ({ name: String(one['name']), type: String(one['type']) })),
    uniques,
    key(table) {
      const found = indexes.find((one) => one['table'] === table && one['isKey'] === true)?.['columns'];
      return Array.isArray(found) && found.length === 1 ? String(found[0]) : undefined;
    },
    namedFrom: (table) =>
      references
        .filter((one) => one['named'] === table)
        .map((one) => ({ table: String(one['table']), column: String(one['column']) })),
  };
}
