import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery, DatabaseConnection, Kysely, QueryResult } from 'kysely';
import type { Database } from '../db/schema.ts';
import { WatchedConnection } from '../metrics/database.ts';
import { isExcused } from './leafless.ts';

/** What a transaction of an operation or of a job wrote, without a leaf in it. */
export interface Leafless {
  readonly act: string;
  readonly writes: readonly string[];
}

interface Act {
  readonly name: string;
  readonly tell: (one: Leafless) => void;
}
interface Open {
  act: Act | undefined;
  readonly writes: Set<string>;
  hasLeaf: boolean;
}

const acts = new AsyncLocalStorage<Act>();
const watched = new WeakSet<object>();
const open = new WeakMap<DatabaseConnection, Open>();

/** Runs the product's own code under the name of its operation, job or route. What runs outside is the test's own hand. */
export const during = <T>(name: string, tell: Act['tell'], run: () => T): T => acts.run({ name, tell }, run);

/** Every statement that reaches this database from now on is looked at, whatever made it: measured, not read from the source. */
export async function watchLeaves(db: Kysely<Database>): Promise<void> {
  await db.getExecutor().provideConnection(async (connection) => {
    // The one that asks the database, not the one that watches how long it takes: transactions begin and end on it.
    const asks = connection instanceof WatchedConnection ? connection.inner : connection;
    const prototype = Object.getPrototypeOf(asks) as DatabaseConnection;
    if (watched.has(prototype)) return;
    watched.add(prototype);
    const { executeQuery } = prototype;
    prototype.executeQuery = async function look<R>(this: DatabaseConnection, query: CompiledQuery) {
      const result = await executeQuery.call<DatabaseConnection, [CompiledQuery], Promise<QueryResult<R>>>(this, query);
      note(this, query.sql, result);
      return result;
    };
  });
}

function note(connection: DatabaseConnection, sql: string, result: QueryResult<unknown>): void {
  if (/^\s*(?:begin|start transaction)\b/i.test(sql)) {
    open.set(connection, { act: undefined, writes: new Set(), hasLeaf: false });
    return;
  }
  const running = open.get(connection);
  if (/^\s*(?:commit|rollback\s*;?\s*$)/i.test(sql)) {
    open.delete(connection);
    if (running && /commit/i.test(sql)) judge(running);
    return;
  }
  const writes = writesOf(sql);
  const act = acts.getStore();
  const isIdle = writes.length === 1 && result.numAffectedRows === 0n;
  if (writes.length === 0 || isIdle || !act) return;
  const one = running ?? { act, writes: new Set<string>(), hasLeaf: false };
  one.act = act;
  one.hasLeaf ||= writes.some((write) => write === 'insert audit_leaves');
  for (const write of writes) one.writes.add(write);
  if (!running) judge(one);
}

function judge({ act, writes, hasLeaf }: Open): void {
  if (!act || hasLeaf) return;
  const unexcused = [...writes].filter((write) => !isExcused(act.name, write));
  if (unexcused.length > 0) act.tell({ act: act.name, writes: unexcused });
}

/** What a statement changes: `insert t`, `delete t`, and `update t a,b` with the columns that it sets. */
export function writesOf(sql: string): string[] {
  const found: string[] = [];
  for (const [, verb = '', table = ''] of sql.matchAll(/\b(insert\s+into|delete\s+from)\s+"?([a-z_]+)"?/gi))
    found.push(`${verb.slice(0, 6).toLowerCase()} ${table}`);
  // Not `for update`, `for no key update`, `do update`.
  for (const match of sql.matchAll(/(?<!\b(?:for|key|do)\s+)\bupdate\s+"?([a-z_]+)"?\s+set\s+/gi)) {
    const [rest = ''] = sql.slice(match.index + match[0].length).split(/\bwhere\b|\bfrom\b|\breturning\b/i);
    const columns = [...rest.matchAll(/(?:^|,)\s*"?([a-z_]+)"?\s*=/gi)].map(([, column = '']) => column);
    found.push(`update ${match[1]} ${columns.toSorted((a, b) => (a < b ? -1 : 1)).join(',')}`);
  }
  return found;
}
