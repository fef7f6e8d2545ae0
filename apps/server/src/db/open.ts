import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { refuseMoved } from '../backup/moved.ts';
import type { DatabaseWatch } from '../metrics/database.ts';
import { openEmbedded } from './embedded/open.ts';
import type { DatabaseSettings } from './environment.ts';
import type { Log } from './log.ts';
import { openPostgres } from './postgres.ts';
import type { Database } from './schema.ts';

export type Engine = 'embedded' | 'postgres';

export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  /** SQL as it is, outside Kysely: several statements when there are no parameters, all rows in order. Needs no transaction around it. */
  script(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Connections of this process: used, idle, the most there may be, and who waits for one. */
  pool(): { readonly used: number; readonly idle: number; readonly most: number; readonly waiting: number };
  /** Waits for what runs, then closes. Later queries are refused. */
  close(): Promise<void>;
  /** Embedded only: the whole data directory as a tar archive, for `snapshot` of another `openDatabase`. */
  snapshot?(): Promise<ArrayBuffer>;
}

export interface OpenOptions {
  /** DATA_DIR: the embedded database lives in its `db`. The caller holds the directory's lock (`lockDataDir`): PGlite itself has none. */
  readonly dataDir?: string;
  /** postgres://…; wins over `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Of the installation, for its `databaseUrl`. */
  readonly database?: DatabaseSettings;
  readonly inMemory?: true;
  readonly snapshot?: ArrayBuffer;
  readonly poolSize?: number;
  readonly log?: Log;
  /** Told when the embedded engine's thread died: the process should end, a restart recovers. */
  readonly onLost?: (error: Error) => void;
  /** Told of statements, transactions and waits. */
  readonly watch?: DatabaseWatch | undefined;
}

/** Opens the database without migrating it. @throws StartFault with one sentence for a person. */
export async function openDatabase({
  dataDir,
  databaseUrl,
  database,
  inMemory,
  poolSize,
  watch,
  ...rest
}: OpenOptions): Promise<OpenDatabase> {
  if (inMemory) return openEmbedded({ ...rest, ...(watch && { watch }) });
  if (databaseUrl !== undefined)
    return openPostgres({
      databaseUrl,
      ...(database && { settings: database }),
      ...(rest.log && { log: rest.log }),
      ...(poolSize && { poolSize }),
      ...(watch && { watch }),
    });
  if (dataDir === undefined) throw new TypeError('openDatabase needs dataDir, databaseUrl or inMemory');
  refuseMoved(dataDir);
  return openEmbedded({
    dir: join(dataDir, 'db'),
    ...(rest.log && { log: rest.log }),
    ...(rest.onLost && { onLost: rest.onLost }),
    ...(watch && { watch }),
  });
}
