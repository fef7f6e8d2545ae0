import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

// Bare PGlite, synced as ours, no program around it: from the process's start to its first answer.
const [dataDir = ''] = process.argv.slice(2);
const startParams = [
  ...PGlite.defaultStartParams.filter((one) => one !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
];
const pglite = await PGlite.create(join(dataDir, 'db'), { startParams });
await pglite.query('select 1');
process.stdout.write('open\n');
await pglite.close();
