import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Db } from '../context.ts';
import { type Migration, migrate, migrations } from '../db/migrate.ts';
import type { OpenDatabase } from '../db/open.ts';
import { openStores } from '../materials/store/open.ts';
import { StartFault } from '../startFault.ts';
import type { Head } from './manifest.ts';
import { markOf } from './mark.ts';
import { tablesOf } from './tables.ts';

const isBegun = (dataDir: string, { id }: Head): boolean =>
  existsSync(markOf(dataDir)) && readFileSync(markOf(dataDir), 'utf8').trim() === id;

/** Killed after the commit and before the mark was taken away: all is there already. */
export const isCommitted = async (dataDir: string, db: Db, head: Head): Promise<boolean> =>
  isBegun(dataDir, head) && (await findFilled(db)) !== undefined;

async function findFilled(db: Db): Promise<string | undefined> {
  for (const table of await tablesOf(db)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return table;
  }
  return undefined;
}

/** Keys and files that a restore of this very backup left when it was killed are its own. @throws {StartFault} when there is anything else. */
export async function refuseFilled(config: Config, head: Head): Promise<void> {
  if (isBegun(config.dataDir, head)) return;
  const keys = join(config.dataDir, 'keys');
  const held = existsSync(keys) ? readdirSync(keys).filter((name) => name !== 'master.key') : [];
  if (held.length > 0 || existsSync(markOf(config.dataDir))) throw filled(keys);
  if (head.files === 'listed') return;
  const { current } = openStores(config);
  const first = await current.list()[Symbol.asyncIterator]().next();
  if (!first.done) throw filled(`FILES_STORE ${current.name}`);
}

/** Brings an empty database to the schema of the backup. @throws {StartFault} when it holds anything, or this program does not know that schema. */
export async function prepareSchema(opened: OpenDatabase, head: Head): Promise<void> {
  const wanted: Migration[] = [];
  for (const [i, { name, sha256 }] of head.migrations.entries()) {
    const own = migrations[i];
    if (own?.name !== name || own.sha256 !== sha256)
      throw new StartFault(
        `备份来自另一个版本的程序（迁移 ${name}），请用那个版本或更新的版本恢复`,
        `the backup is of another version of the program (migration ${name}); restore with that one or a newer one`,
      );
    wanted.push(own);
  }
  const table = await findFilled(opened.db);
  if (table !== undefined) throw filled(`${opened.engine} ${table}`);
  await migrate(opened, wanted);
}

const filled = (what: string) =>
  new StartFault(
    `这里不是空的：${what}。只能恢复到空的地方`,
    `this is no empty place: ${what}. A backup is restored to an empty place only`,
  );
