import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { type Migration, migrate, migrations } from '../db/migrate.ts';
import type { OpenDatabase } from '../db/open.ts';
import { openStores } from '../materials/store/open.ts';
import { StartFault } from '../startFault.ts';
import type { Head } from './manifest.ts';
import { markOf } from './mark.ts';
import { tablesOf } from './tables.ts';

/** Keys and files that a restore of this very backup left when it was killed are its own. @throws {StartFault} when there is anything else. */
export async function refuseFilled(config: Config, head: Head): Promise<void> {
  const mark = markOf(config.dataDir);
  const isAgain = existsSync(mark) && readFileSync(mark, 'utf8').trim() === head.id;
  if (isAgain) return;
  const keys = join(config.dataDir, 'keys');
  const held = existsSync(keys) ? readdirSync(keys).filter((name) => name !== 'master.key') : [];
  if (held.length > 0 || existsSync(mark)) throw filled(keys);
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
  for (const table of await tablesOf(opened.db)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(opened.db);
    if (rows.length > 0) throw filled(`${opened.engine} ${table}`);
  }
  await migrate(opened, wanted);
}

const filled = (what: string) =>
  new StartFault(
    `这里不是空的：${what}。只能恢复到空的地方`,
    `this is no empty place: ${what}. A backup is restored to an empty place only`,
  );
