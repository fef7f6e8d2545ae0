import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, expect } from 'vitest';
import { readConfig } from '../config.ts';
import { testEngines } from '../db/engines.ts';
import { databaseOf } from '../db/environment.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import * as sample from '../materials/decode/samples.ts';
import { openStores } from '../materials/store/open.ts';
import { begin, intoValidity, registerUkey } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { makeBackup } from './make.ts';
import { markOf, refuseHalf } from './mark.ts';
import { moveDatabase } from './moveDatabase.ts';
import { markMoved } from './moved.ts';
import { restoreBackup } from './restore.ts';
import { digestOf } from './tables.ts';
import { placeOf } from './target.ts';

let identity: string;
let recipients: string[];
beforeAll(async () => {
  identity = await generateIdentity();
  recipients = [await identityToRecipient(identity)];
});

const backUp = async (t: Trial, file: string) => {
  const { config, db } = t.ctx;
  const { dataDir, modelsDir } = config;
  const stores = openStores(config);
  const rest = { files: 'included', withMasterKey: true, at: t.now(), engine: 'embedded' } as const;
  return makeBackup({ db, stores, dataDir, modelsDir, recipients, ...rest }, (stream) =>
    placeOf(file, config, t.now()).take(stream),
  );
};

async function within(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'jiesuo-backup-'));
  try {
    await run(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** A customer with a material, and an order's worth of rows. */
async function fill(t: Trial): Promise<void> {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
}

/** Where it is restored; the key is given as an operator would. */
function emptyPlace(t: Trial, dir: string) {
  const key = readFileSync(join(t.ctx.config.dataDir, 'keys', 'master.key'), 'utf8').trim();
  return readConfig({ DATA_DIR: join(dir, 'data'), JIESUO_KEY: key });
}

everyEngine('what was backed up comes back row for row and file for file, into an empty place only', (t) =>
  within(async (dir) => {
    await fill(t);
    const file = join(dir, 'one.tar.age');
    const { head, manifest } = await backUp(t, file);
    expect(manifest.piles.files.entries).toBe(2);
    expect(manifest.absent).toEqual([]);
    const sealed = readFileSync(file);
    for (const word of ['manifest', 'accounts', 'PRIVATE KEY', 'store_key']) expect(sealed.includes(word)).toBe(false);

    const config = emptyPlace(t, dir);
    const place = placeOf(file, config, t.now());
    await restoreBackup(config, place, [identity]);
    for (const name of ['portal.key', 'audit.key', 'audit.vkey'])
      expect(readFileSync(join(config.dataDir, 'keys', name))).toEqual(
        readFileSync(join(t.ctx.config.dataDir, 'keys', name)),
      );
    const opened = await openDatabase({ dataDir: config.dataDir });
    try {
      for (const [table, made] of Object.entries(manifest.tables)) {
        const there = await digestOf(opened.db, table);
        expect([table, there]).toEqual([table, made]);
        expect(there).toEqual(await digestOf(t.ctx.db, table));
      }
      // Rules that slept are awake again.
      await expect(opened.db.deleteFrom('audit_leaves').execute()).rejects.toThrow();
      await expect(opened.db.deleteFrom('accounts').execute()).rejects.toThrow('foreign key');
    } finally {
      await opened.close();
    }
    await expect(restoreBackup(config, place, [identity])).rejects.toThrow('no empty place');
    // Killed between the commit and the end.
    writeFileSync(markOf(config.dataDir), head.id);
    expect(() => refuseHalf(config.dataDir)).toThrow('not finished');
    await restoreBackup(config, place, [identity]);
    refuseHalf(config.dataDir);
  }),
);

oneEngine('a backup that was changed, cut off, for another key or beside another master key restores nothing', (t) =>
  within(async (dir) => {
    await fill(t);
    const file = join(dir, 'one.tar.age');
    await backUp(t, file);
    const whole = readFileSync(file);
    const config = emptyPlace(t, dir);
    const attempt = (bytes: Buffer, by = identity) => {
      const bent = join(dir, 'bent.tar.age');
      writeFileSync(bent, bytes);
      return restoreBackup(config, placeOf(bent, config, t.now()), [by]);
    };
    const changed = Buffer.from(whole);
    changed[Math.floor(whole.length / 2)] = (changed[Math.floor(whole.length / 2)] ?? 0) ^ 1;
    for (const bytes of [changed, whole.subarray(0, -1), whole.subarray(0, 70_000), Buffer.alloc(0)])
      await expect(attempt(bytes)).rejects.toThrow(/damaged|does not open/);
    await expect(attempt(whole, await generateIdentity())).rejects.toThrow('does not open');
    const wrong = readConfig({ DATA_DIR: config.dataDir, JIESUO_KEY: 'ab'.repeat(32) });
    await expect(restoreBackup(wrong, placeOf(file, wrong, t.now()), [identity])).rejects.toThrow('master key');
    // Cut off only when it is read for the second time, into the database.
    const place = placeOf(file, config, t.now());
    const reads = [place.read, async () => Readable.from([whole.subarray(0, -1)])];
    const dying = { ...place, read: async () => (reads.shift() ?? place.read)() };
    await expect(restoreBackup(config, dying, [identity])).rejects.toThrow('damaged');
    expect(() => refuseHalf(config.dataDir)).toThrow('not finished');
    // Nothing of all that is in the way.
    await restoreBackup(config, place, [identity]);
  }),
);

oneEngine('a broken target leaves no file that looks whole', (t) =>
  within(async (dir) => {
    const file = join(dir, 'one.tar.age');
    const { config, db } = t.ctx;
    const { dataDir, modelsDir } = config;
    const stores = openStores(config);
    const rest = { files: 'included', withMasterKey: false, at: t.now(), engine: 'embedded' } as const;
    const place = placeOf(file, config, t.now());
    await expect(
      makeBackup({ db, stores, dataDir, modelsDir, recipients, ...rest }, (stream) => {
        setImmediate(() => stream.destroy(new Error('the disk is full')));
        return place.take(stream);
      }),
    ).rejects.toThrow();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  }),
);

const postgres = testEngines().find(({ name }) => name === 'postgres');

/** Every file under `folder` by its content. */
const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );

if (postgres)
  oneEngine(
    'an embedded database moves to an empty PostgreSQL, row for row, and stays as it was; twice is refused',
    (t) =>
      within(async (dir) => {
        await fill(t);
        const file = join(dir, 'one.tar.age');
        const { manifest } = await backUp(t, file);
        const config = emptyPlace(t, dir);
        await restoreBackup(config, placeOf(file, config, t.now()), [identity]);
        const target = (await postgres.openEmpty()) as OpenDatabase & { readonly url: string };
        const move = () => moveDatabase(config.dataDir, target.url, databaseOf(target.url));
        const before = contentOf(join(config.dataDir, 'db'));
        expect((await move()).tables).toEqual(manifest.tables);
        expect(contentOf(join(config.dataDir, 'db'))).toEqual(before);
        for (const [table, made] of Object.entries(manifest.tables))
          expect([table, await digestOf(target.db, table)]).toEqual([table, made]);
        await expect(move()).rejects.toThrow('not empty');
        markMoved(config.dataDir, 'db1:5432');
        await expect(openDatabase({ dataDir: config.dataDir })).rejects.toThrow('set DATABASE_URL');
        await target.close();
      }),
  );
