import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db, Trx } from '../context.ts';
import { StartFault } from '../startFault.ts';
import { open, seal } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { loadSigningKey } from './signing.ts';
import { readSecretFile, writeOnce } from './store.ts';

/** Nodes that start together on a new database make one key of each kind. */
const LOCK = 7_153_303;

/** Made by the first node. */
const made = ['portal.key', 'audit.key'] as const;

/** Public keys that signed before: each node writes `audit.vkey` itself, of the key and the log's name. */
const isEarlier = (name: string): boolean => /^audit.+\.vkey$/.test(name);

const placeOf = (name: string): string => `shared_keys.sealed:${name}`;

export interface KeyGround {
  readonly db: Db;
  readonly dataDir: string;
  readonly keyring: Keyring;
  readonly clock: () => Date;
}

/**
 * Gives this node the keys that the others sign with, and them those that only this one has: a ticket of one node is taken back by another.
 * They are kept in the database, sealed under the root key. An installation of before shares what it has.
 * @throws {StartFault} when this node has another key than they, or a key file is not good.
 * @throws {Refusal} `unavailable` while the root key is away.
 */
export function shareKeys({ db, dataDir, keyring, clock }: KeyGround): Promise<void> {
  const folder = join(dataDir, 'keys');
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
    const shared = await readShared(trx, keyring);
    for (const [name, text] of shared) take(join(folder, name), text, name);
    for (const name of made) loadSigningKey(join(folder, name));
    const own = [...made, ...readdirSync(folder).filter(isEarlier)].filter((name) => !shared.has(name));
    for (const name of own) {
      const text = isEarlier(name) ? readFileSync(join(folder, name), 'utf8') : readSecretFile(join(folder, name));
      if (text === undefined) continue;
      const sealed = seal(keyring.sealing('shared keys'), placeOf(name), Buffer.from(text));
      await trx.insertInto('shared_keys').values({ name, sealed, shared_at: clock() }).execute();
    }
  });
}

/**
 * Makes this node's key the one of all: the others say at their next start that theirs is another, and take this one when their file is gone.
 * @throws {StartFault} when there is none here, or a key file is not good.
 */
export async function replaceShared(
  trx: Trx,
  { dataDir, keyring, clock }: Omit<KeyGround, 'db'>,
  name: 'portal' | 'audit',
): Promise<void> {
  const file = `${name}.key`;
  const text = readSecretFile(join(dataDir, 'keys', file));
  if (text === undefined) throw new StartFault(`这里没有 keys/${file}`, `there is no keys/${file} here`);
  loadSigningKey(join(dataDir, 'keys', file));
  const row = { sealed: seal(keyring.sealing('shared keys'), placeOf(file), Buffer.from(text)), shared_at: clock() };
  await trx
    .insertInto('shared_keys')
    .values({ name: file, ...row })
    .onConflict((c) => c.column('name').doUpdateSet(row))
    .execute();
}

async function readShared(trx: Trx, keyring: Keyring): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.selectFrom('shared_keys').select(['name', 'sealed']).execute();
  return new Map(
    rows.map(({ name, sealed }) => [name, open(keyring.sealing('shared keys'), placeOf(name), sealed).toString()]),
  );
}

function take(file: string, text: string, name: string): void {
  if (writeOnce(file, text, isEarlier(name) ? 0o644 : 0o600)) return;
  const own = isEarlier(name) ? readFileSync(file, 'utf8') : readSecretFile(file);
  if (own?.trim() === text.trim()) return;
  throw new StartFault(
    `本机的 ${file} 与其他节点所用的不同：移走它，启动时会取得共用的那一把；要换成本机这一把，请执行 keys replace`,
    `${file} here is not the key that the other nodes use. Move it away and this node takes theirs at its start; to make it the key of all, run: keys replace`,
  );
}
