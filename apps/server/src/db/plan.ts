import { sql } from 'kysely';
import type { Db } from '../context.ts';
import type { Migration } from './migrate.ts';

export type Danger = 'breaks' | 'blocks' | 'writes_wait' | 'rewrites' | 'none';

export interface Step {
  /** The statement's beginning, on one line. */
  readonly statement: string;
  readonly table: string | undefined;
  readonly danger: Danger;
  /** What the table holds by the planner's estimate; undefined where it is not there yet. */
  readonly rows: number | undefined;
}

/** What each kind of statement does to those who work meanwhile (PostgreSQL 15, 13.3.1 and ALTER TABLE's notes), the worst first. */
const kinds: readonly (readonly [RegExp, Danger])[] = [
  [/^(drop\s+table|alter\s+table.*\b(drop\s+column|rename))/i, 'breaks'],
  [
    /^(alter\s+table.*\b(alter\s+(column\s+)?\w+\s+(set\s+data\s+)?type|add\s+column.*\b(serial|generated|gen_random_uuid|clock_timestamp)))/i,
    'rewrites',
  ],
  [
    /^(alter\s+table.*\b(set\s+not\s+null|add\s+(constraint|check|foreign|primary|unique)|references)|truncate|cluster|vacuum\s+full)/i,
    'blocks',
  ],
  [/^(create\s+(unique\s+)?index|create\s+trigger|create\s+rule)/i, 'writes_wait'],
  [/^(update|delete)\b/i, 'writes_wait'],
];

const tableIn =
  /^(?:alter\s+table|create\s+table|drop\s+table|truncate|update|delete\s+from|insert\s+into|create\s+(?:unique\s+)?index.*?\son|create\s+(?:or\s+replace\s+)?trigger.*?\son)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"?(\w+)/is;

/** A migration's statements and what each means for nodes that run meanwhile. Nothing is run. */
export async function planOf(db: Db, { text }: Migration): Promise<Step[]> {
  const { rows: known } = await sql<{ name: string; rows: number }>`
    select relname as name, greatest(reltuples, 0)::bigint as rows from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(db);
  const sizes = new Map(known.map(({ name, rows }) => [name, Number(rows)]));
  return statementsOf(text).map((statement) => {
    const table = tableIn.exec(statement)?.[1];
    const rows = table === undefined ? undefined : sizes.get(table);
    const line = statement.replaceAll(/\s+/g, ' ');
    const danger = kinds.find(([kind]) => kind.test(line))?.[1] ?? 'none';
    // Nobody waits for a table that is not there yet.
    return {
      statement: line.slice(0, 100),
      table,
      danger: table !== undefined && rows === undefined ? 'none' : danger,
      rows,
    };
  });
}

/** Separated by semicolons outside strings, dollar quotes and comments. */
export function statementsOf(text: string): string[] {
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|(\$\w*\$)[\s\S]*?\1|;|[^;'$/-]+|[\s\S]/g;
  const found: string[] = [];
  let current = '';
  for (const [part] of text.matchAll(token)) {
    if (part === ';') {
      found.push(current.trim());
      current = '';
    } else if (!part.startsWith('--') && !part.startsWith('/*')) current += part;
  }
  return [...found, current.trim()].filter((statement) => statement !== '');
}
