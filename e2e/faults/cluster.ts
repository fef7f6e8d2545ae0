import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { makeRunFolder, removeRunFolder } from '../../apps/server/src/db/clusterForTests.ts';
import { findPostgres, startCluster } from '../../apps/server/src/db/testing/cluster.ts';
import { onServer } from '../../apps/server/src/db/testing/databases.ts';

/** Why there is no PostgreSQL here, or undefined. @throws Error when CI=true and there is none: a lane must not be missed in silence. */
export function whyNoPostgres(): string | undefined {
  if (findPostgres()) return undefined;
  if (process.env['CI'] === 'true') throw new Error('CI needs a PostgreSQL: install postgresql');
  return 'PostgreSQL is not installed';
}

/** A PostgreSQL of one's own, empty; `durable`: it writes as one in service does. Where the run is killed, the next run of any test stops it. */
export function openCluster(durable = false): {
  readonly url: string;
  /** @returns the URL of an empty database of that name. */
  database(name: string): Promise<string>;
  close(): void;
} {
  const bin = findPostgres();
  if (!bin) throw new Error('PostgreSQL is not installed');
  const folder = makeRunFolder();
  // It runs as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  const url = startCluster(bin, join(folder, 'cluster'), durable);
  return {
    url,
    async database(name) {
      await onServer(url, `create database ${name}`);
      return url.replace('/postgres?', `/${name}?`);
    },
    close: () => removeRunFolder(folder),
  };
}
