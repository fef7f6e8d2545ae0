import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { v4 as randomUuid } from 'uuid';
import type { Db, Trx } from '../context.ts';
import type { Engine } from '../db/open.ts';
import type { Stores } from '../materials/store/open.ts';
import { FileAbsent, type Store } from '../materials/store/store.ts';
import { dumpTable, filesIn } from './dump.ts';
import { format, type Head, type Manifest } from './manifest.ts';
import { countPiles } from './piles.ts';
import { seal } from './seal.ts';
import { sequencesOf, tablesOf } from './tables.ts';
import { type Entry, tarOf } from './tar.ts';

export interface BackupPlan {
  readonly db: Db;
  /** Of the installation that is backed up. */
  readonly engine: Engine;
  readonly stores: Stores;
  readonly dataDir: string;
  readonly modelsDir: string;
  readonly recipients: readonly string[];
  readonly files: Head['files'];
  /** The installation's whole secret goes in only when a person asks for it. */
  readonly withMasterKey: boolean;
  readonly at: Date;
}

export interface Made {
  readonly head: Head;
  readonly manifest: Manifest;
}

/**
 * The backup as a stream for `take`: one repeatable-read snapshot of the database, the keys beside it and the files that it names, sealed.
 * @returns what is in it, after `take` has it all. @throws whatever `take` throws; then nothing was made.
 */
export async function makeBackup(plan: BackupPlan, take: (stream: Readable) => Promise<void>): Promise<Made> {
  return plan.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      // The time that a slow disk or a slow line takes is no fault of the transaction.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
      await sql`set local statement_timeout = 0`.execute(trx);
      const head = await headOf(trx, plan);
      const made: { manifest?: Manifest } = {};
      await take(await seal(tarOf(entries(trx, plan, head, made)), plan.recipients));
      if (!made.manifest) throw new Error('the backup was not taken to its end');
      return { head, manifest: made.manifest };
    });
}

async function headOf(trx: Trx, { engine, at, files }: BackupPlan): Promise<Head> {
  const { rows } = await sql<Head['migrations'][number]>`select name, sha256 from migrations order by name`.execute(
    trx,
  );
  const tables = await tablesOf(trx);
  return { format, id: randomUuid(), at: at.toISOString(), engine, migrations: rows, tables, files };
}

async function* entries(trx: Trx, plan: BackupPlan, head: Head, made: { manifest?: Manifest }): AsyncGenerator<Entry> {
  const piles = countPiles();
  const counted = (entry: Entry): Entry => {
    piles.add(entry);
    return entry;
  };
  yield counted({ name: 'head.json', bytes: json(head) });
  for await (const entry of keysAndModels(plan)) yield counted(entry);
  const tables: Manifest['tables'] = {};
  for (const table of head.tables) for await (const entry of dumpTable(trx, table, tables)) yield counted(entry);
  const absent: string[] = [];
  if (plan.files === 'included')
    for await (const storeKey of filesIn(trx)) {
      const bytes = await readStored(plan.stores, storeKey);
      if (bytes) yield counted({ name: `files/${storeKey}`, bytes });
      else absent.push(storeKey);
    }
  made.manifest = { tables, sequences: await sequencesOf(trx), piles: piles.sum(), absent };
  yield { name: 'manifest.json', bytes: json(made.manifest) };
}

const keyNames = /^(portal\.(key|pub)|audit[\w.-]*\.(key|vkey))$/;

async function* keysAndModels({ dataDir, modelsDir, withMasterKey }: BackupPlan): AsyncGenerator<Entry> {
  for (const name of await namesIn(join(dataDir, 'keys')))
    if (keyNames.test(name) || (withMasterKey && name === 'master.key'))
      yield { name: `keys/${name}`, bytes: await readFile(join(dataDir, 'keys', name)) };
  for (const name of await namesIn(modelsDir))
    if (name.endsWith('.json')) yield { name: `models/${name}`, bytes: await readFile(join(modelsDir, name)) };
}

const namesIn = async (folder: string): Promise<string[]> =>
  existsSync(folder) ? (await readdir(folder)).toSorted() : [];

/** The stored bytes as they lie there, from whichever store has them. */
async function readStored({ current, other }: Stores, storeKey: string): Promise<Buffer | undefined> {
  for (const store of [current, other]) {
    const bytes = store && (await readFrom(store, storeKey));
    if (bytes) return bytes;
  }
  return undefined;
}

async function readFrom(store: Store, storeKey: string): Promise<Buffer | undefined> {
  try {
    return await buffer(await store.read(storeKey));
  } catch (error) {
    if (error instanceof FileAbsent) return undefined;
    throw error;
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
