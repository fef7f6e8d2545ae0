import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Trx } from '../context.ts';
import { openDatabase } from '../db/open.ts';
import { checkKeys } from '../keys/root/begin.ts';
import { writeOnce } from '../keys/store.ts';
import { createLog } from '../logging.ts';
import { openStores } from '../materials/store/open.ts';
import type { Store } from '../materials/store/store.ts';
import { StartFault } from '../startFault.ts';
import { isCommitted, prepareSchema, refuseFilled } from './ground.ts';
import { loadPiece, openTables, settleTables } from './load.ts';
import type { Head, Manifest } from './manifest.ts';
import { markOf } from './mark.ts';
import { kindOf } from './piles.ts';
import { readBackup } from './read.ts';
import type { Entry } from './tar.ts';
import type { Place } from './target.ts';

export interface Restored {
  readonly head: Head;
  readonly manifest: Manifest;
}

/**
 * Puts a backup into an empty place: read once to its end before anything is written, then again into one transaction, which commits when
 * everything written is what the backup says. The caller holds DATA_DIR. May be run again after a kill. @throws {StartFault}
 */
export async function restoreBackup(config: Config, place: Place, identities: readonly string[]): Promise<Restored> {
  const { head, manifest } = await readBackup(await place.read(), identities, () => undefined);
  await refuseFilled(config, head);
  const { dataDir, databaseUrl, database } = config;
  const store = openStores(config).current;
  const opened = await openDatabase({ dataDir, databaseUrl, database, log: createLog('warn'), poolSize: 1 });
  try {
    if (await isCommitted(dataDir, opened.db, head)) {
      await opened.db.transaction().execute((trx) => settleTables(trx, manifest));
      rmSync(markOf(dataDir));
      return { head, manifest };
    }
    await prepareSchema(opened, head);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(markOf(dataDir), `${head.id}\n`, { mode: 0o600 });
    const restored = await opened.db.transaction().execute(async (trx) => {
      const tables = await openTables(trx);
      const done = await readBackup(await place.read(), identities, (_, entry) => put({ config, trx, store }, entry));
      if (done.head.id !== head.id) throw new StartFault('备份中途被换掉了', 'the backup was exchanged meanwhile');
      await tables.close();
      await settleTables(trx, done.manifest);
      // Here, so that a wrong key leaves nothing: what a server wrote under it could not be opened later.
      await checkKeys(trx, config);
      return done;
    });
    rmSync(markOf(dataDir));
    return restored;
  } finally {
    await opened.close();
  }
}

const nameShape = /^[A-Za-z0-9][\w.-]*$/;

interface Ground {
  readonly config: Config;
  readonly trx: Trx;
  readonly store: Store;
}

async function put({ config, trx, store }: Ground, { name, bytes }: Entry): Promise<void> {
  const [, first = '', second = ''] = name.split('/');
  switch (kindOf(name)) {
    case 'tables':
      return loadPiece(trx, first, bytes.toString());
    case 'files':
      return store.write(`${first}/${second}`, [bytes]);
    case 'keys':
      return void writeOnce(join(config.dataDir, 'keys', plain(first)), bytes.toString(), modeOf(first));
    case 'models':
      mkdirSync(config.modelsDir, { recursive: true });
      return writeFileSync(join(config.modelsDir, plain(first)), bytes);
    case 'head':
      return;
  }
}

/** What is in a backup was sealed by whoever had the public key, which is no secret: no name may lead out of its folder. */
function plain(name: string): string {
  if (!nameShape.test(name)) throw new Error('that is no name in a backup');
  return name;
}

const modeOf = (name: string): 0o600 | 0o644 => (/\.(pub|vkey)$/.test(name) ? 0o644 : 0o600);
