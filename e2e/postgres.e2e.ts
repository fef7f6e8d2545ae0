import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres, startCluster, stopCluster } from '../apps/server/src/db/testing/cluster.ts';
import { approve } from './desk.ts';
import { apply, newCustomer, register, resetPin } from './journeys.ts';
import { expect, startWorld, test } from './world.ts';

const given = process.env['TEST_DATABASE_URL'];
const bin = findPostgres();

/** An empty database of its own: on the server that TEST_DATABASE_URL names, else on a cluster that lives as long as the test. */
async function openDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
  if (given) {
    const name = `jiesuo_e2e_${process.pid}_${Date.now().toString(36)}`;
    const run = async (statement: string) => {
      const client = new pg.Client({ connectionString: given });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    };
    await run(`create database ${name}`);
    const url = given.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`);
    return { url, close: () => run(`drop database if exists ${name} with (force)`) };
  }
  if (!bin) throw new Error('PostgreSQL is not installed, and TEST_DATABASE_URL is not set');
  // PostgreSQL does not run as root, and so must be able to walk to its folder.
  const cluster = join(tmpdir(), `jiesuo-e2e-pg-${process.pid}`);
  return {
    url: startCluster(bin, cluster),
    close: async () => {
      stopCluster(bin, cluster);
      rmSync(cluster, { recursive: true, force: true });
    },
  };
}

test('on PostgreSQL the same order is applied for, approved, and reset', async ({ page, browser }) => {
  test.skip(
    !given && !bin && process.env['CI'] !== 'true',
    'skipped: PostgreSQL is not installed, and TEST_DATABASE_URL is not set',
  );
  test.setTimeout(240_000);
  const database = await openDatabase();
  try {
    const world = await startWorld({ DATABASE_URL: database.url });
    try {
      const customer = newCustomer('19900020011');
      await register(page, world, customer);
      const number = await apply(page, world, 'JS2026000000001');
      await approve(browser, world, number);
      await resetPin(page, world, { number, mobile: customer.mobile, pin: 'Kite#7wood' });
      expect(await world.verifyPin('JS2026000000001', 'Kite#7wood')).toBe(true);
    } finally {
      await world.stop();
    }
  } finally {
    await database.close();
  }
});
