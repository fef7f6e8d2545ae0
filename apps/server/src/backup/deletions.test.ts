import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect } from 'vitest';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/open.ts';
import { openStores } from '../materials/store/open.ts';
import { oneEngine } from '../trial.ts';
import { removeAgain } from './deletions.ts';
import { makeBackup } from './make.ts';
import { restoreBackup } from './restore.ts';
import { placeOf } from './target.ts';

oneEngine('who removed the account after the backup is removed again by a newer mirror, and nobody else', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'jiesuo-deletions-'));
  try {
    const [leaves, stays] = [await t.customer(), await t.customer()];
    await t.jobs();
    const { config, db } = t.ctx;
    const { dataDir, modelsDir } = config;
    const identity = await generateIdentity();
    const place = placeOf(join(dir, 'one.tar.age'), config, t.now());
    const rest = { files: 'included', withMasterKey: false, at: t.now(), engine: 'embedded' } as const;
    const recipients = [await identityToRecipient(identity)];
    await makeBackup({ db, stores: openStores(config), dataDir, modelsDir, recipients, ...rest }, (stream) =>
      place.take(stream),
    );
    t.advance(60);
    await leaves.ok('accounts.remove', { password: leaves.password });
    t.advance(60);
    await t.jobs();

    const key = readFileSync(join(dataDir, 'keys', 'master.key'), 'utf8').trim();
    const there = readConfig({ DATA_DIR: join(dir, 'data'), JIESUO_KEY: key });
    await restoreBackup(there, place, [identity]);
    const opened = await openDatabase({ dataDir: there.dataDir });
    try {
      const ctx = { ...t.ctx, config: there, db: opened.db };
      const left = () => opened.db.selectFrom('accounts').select('id').where('removed_at', 'is', null).execute();
      expect(await left()).toHaveLength(2);
      expect(await removeAgain(ctx, config.audit.mirrorDir)).toMatchObject({ removed: 1, left: [] });
      const me = await stays.ok('accounts.me', {});
      expect(await left()).toEqual([{ id: me.id }]);
      // Once more changes nothing.
      expect(await removeAgain(ctx, config.audit.mirrorDir)).toMatchObject({ removed: 0, left: [] });
      await expect(removeAgain(ctx, join(dir, 'nowhere'))).rejects.toThrow('no whole mirror');
    } finally {
      await opened.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
