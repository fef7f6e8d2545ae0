import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseWatch } from '../metrics/database.ts';
import { makeRunFolder, removeRunFolder } from './clusterForTests.ts';
import { migrate } from './migrate.ts';
import { type Engine, type OpenDatabase, openDatabase } from './open.ts';
import { findPostgres, startCluster } from './testing/cluster.ts';
import { makeTemplate, openCopy } from './testing/databases.ts';
import { once } from './testing/once.ts';

export interface TestEngine {
  readonly name: Engine;
  /** A migrated database of its own, gone when closed. */
  open(watch?: DatabaseWatch): Promise<OpenDatabase>;
  /** The same without any table. */
  openEmpty(): Promise<OpenDatabase>;
}

/**
 * The engines that every integration test runs on. PostgreSQL comes from TEST_DATABASE_URL, else from an installed package.
 * @throws Error when CI=true and there is none: a lane must not be missed in silence.
 */
export function testEngines(): TestEngine[] {
  const url = process.env['TEST_DATABASE_URL'];
  const bin = findPostgres();
  if (!url && !bin && process.env['CI'] === 'true')
    throw new Error('CI needs a PostgreSQL: set TEST_DATABASE_URL or install postgresql');
  const embedded: TestEngine = {
    name: 'embedded',
    open: openSnapshot,
    openEmpty: () => openDatabase({ inMemory: true }),
  };
  if (!url && !bin) return [embedded];
  const server = memo(() => (url ? Promise.resolve(url) : clusterUrl(bin ?? '')));
  const template = memo(async () => templateName(await server()));
  const postgres: TestEngine = {
    name: 'postgres',
    open: async (watch) => openCopy(await server(), await template(), watch),
    openEmpty: async () => openCopy(await server()),
  };
  return [embedded, postgres];
}

const runFolder = memo(() => {
  const given = process.env['JIESUO_TEST_DIR'];
  if (given) return given;
  const dir = makeRunFolder();
  process.once('exit', () => removeRunFolder(dir));
  return dir;
});

const snapshot = memo(() =>
  once(runFolder(), 'snapshot.tar', async () => {
    const opened = await openDatabase({ inMemory: true });
    await migrate(opened);
    const bytes = await opened.snapshot?.();
    await opened.close();
    if (!bytes) throw new Error('the embedded database gave no snapshot');
    return new Uint8Array(bytes);
  }),
);

async function openSnapshot(watch?: DatabaseWatch): Promise<OpenDatabase> {
  const bytes = await snapshot();
  return openDatabase({ inMemory: true, snapshot: Uint8Array.from(bytes).buffer, watch });
}

async function clusterUrl(bin: string): Promise<string> {
  const dir = runFolder();
  const url = await once(dir, 'cluster.url', async () => {
    // The server runs as another user and must be able to enter; what the folder holds stays unreadable to it.
    chmodSync(dir, 0o711);
    return Buffer.from(startCluster(bin, join(dir, 'cluster')));
  });
  return url.toString();
}

async function templateName(url: string): Promise<string> {
  const name = await once(runFolder(), 'template', async () => {
    const fresh = `jiesuo_template_${randomBytes(6).toString('hex')}`;
    await makeTemplate(url, fresh);
    return Buffer.from(fresh);
  });
  return name.toString();
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
