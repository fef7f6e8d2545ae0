import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Context } from '../../apps/server/src/context.ts';
import { findPostgres } from '../../apps/server/src/db/testing/cluster.ts';
import { readCatalogue, type Script } from './catalogue.ts';
import { compile, type Line } from './clone.ts';
import { readTemplates } from './template.ts';

/** Of a thousand orders, long ended; the rest is completed. */
const ended: Shares = { cancelled: 40, expired: 30 };
/** Of a thousand of the newest: what is open today does not grow with the years. */
const recent: Shares = { ...ended, in_review: 50, rejected: 40, unpaid: 25, awaiting_reset: 25 };
const recentMost = 2_000;
type Shares = Readonly<Record<string, number>>;
const ordersOfAccount = 20;
const yearsMs = 5 * 365 * 86_400_000;
/** 35 kB and 10 kB an order: only the newest so many have them. */
const bulky = new Set(['evidence', 'audit_leaves']);
const wholeMost = 20_000;
/** Sent to the database at a time, for each table. */
const bytesAtOnce = 1 << 18;
/** From here on it is quicker to make the indexes afterwards. */
const manyOrders = 50_000;

/**
 * Fills an installation on PostgreSQL with that many orders and all that hangs on them: clones of the orders that it has, of each status
 * the newest, spread over five years; evidence and audit leaves hang on the newest 20,000 only. Files and evidence bundles are rows only: those of a clone cannot be opened. Twenty orders an account.
 * @throws Error when there is no completed order to clone, or psql fails.
 */
export async function seed(
  { personal }: Pick<Context, 'personal'>,
  script: Script,
  databaseUrl: string,
  count: number,
): Promise<void> {
  const catalogue = await readCatalogue(script);
  const templates = await readTemplates(script, catalogue);
  let firstRow = 1;
  const lines = new Map<string, readonly Line[]>();
  for (const template of templates) {
    lines.set(template.status, compile(template, catalogue, personal, firstRow));
    firstRow += template.rows.length;
  }
  const usual = lines.get('completed');
  if (!usual) throw new Error('there is no completed order to clone');
  const tables = [...new Set([...lines.values()].flatMap((some) => some.map(({ table }) => table)))];
  const makeIndexes = count >= manyOrders ? await dropIndexes(script, tables) : undefined;
  const doors = new Map(
    tables.map((table) => [
      table,
      openCopy(
        databaseUrl,
        table,
        catalogue.columns(table).map(({ name }) => name),
      ),
    ]),
  );
  for (let n = 0; n < count; n += 1) {
    const place = { n, account: Math.floor(n / ordersOfAccount), earlierMs: ((count - n) / count) * yearsMs };
    for (const { table, isShared, write } of lines.get(statusOf(n, n < count - recentMost ? ended : recent)) ?? usual)
      if (!isShared && (n >= count - wholeMost || !bulky.has(table))) await doors.get(table)?.write(write(place));
    if (n % ordersOfAccount === 0)
      for (const { table, isShared, write } of usual) if (isShared) await doors.get(table)?.write(write(place));
  }
  for (const door of doors.values()) await door.close();
  await makeIndexes?.();
  await script('begin; set local statement_timeout = 0; analyze; commit');
}

/** Spread evenly: the same share of every stretch of orders. */
function statusOf(n: number, shares: Shares): string {
  let from = 0;
  const at = (n * 389) % 1000;
  for (const [status, share] of Object.entries(shares)) {
    from += share;
    if (at < from) return status;
  }
  return 'completed';
}

/** @returns what makes them again. */
async function dropIndexes(script: Script, tables: readonly string[]): Promise<() => Promise<void>> {
  const made = await script(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid::regclass::text = any($1) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of made) await script(`drop index ${String(name)}`);
  return async () => {
    for (const { definition } of made)
      await script(
        `begin; set local statement_timeout = 0; set local maintenance_work_mem = '512MB'; ${String(definition)}; commit`,
      );
  };
}

/** psql reads what is written to it; rows are taken as they are, without asking for what they name. */
function openCopy(databaseUrl: string, table: string, columns: readonly string[]) {
  const program = join(findPostgres() ?? '', 'psql');
  const list = columns.map((name) => `"${name}"`).join(', ');
  const child = spawn(
    program,
    [databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1', '-c', `copy ${table} (${list}) from stdin`],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PGCLIENTENCODING: 'UTF8',
        PGOPTIONS: '-c session_replication_role=replica -c synchronous_commit=off',
      },
    },
  );
  let complained = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk;
  });
  const ended = once(child, 'exit');
  // What it has against a row is told when it ends.
  child.stdin.on('error', () => undefined);
  let waiting = '';
  return {
    async write(line: string): Promise<void> {
      waiting += line;
      if (waiting.length < bytesAtOnce) return;
      const isRoom = child.stdin.write(waiting);
      waiting = '';
      if (!isRoom) await Promise.race([once(child.stdin, 'drain'), ended]);
    },
    async close(): Promise<void> {
      child.stdin.end(waiting);
      const [code] = await ended;
      if (code !== 0) throw new Error(`${table} could not be filled: ${complained.slice(-2000)}`);
    },
  };
}
