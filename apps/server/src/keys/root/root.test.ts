import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Config, readConfig } from '../../config.ts';
import { createPersonal } from '../../personal/personal.ts';
import { StartFault } from '../../startFault.ts';
import { everyEngine, oneEngine } from '../../trial.ts';
import { loadMasterKey, loadMasterKeys } from '../master.ts';
import { beginRoot } from './begin.ts';
import { retire, rotate, split } from './change.ts';
import type { Holder } from './holder.ts';
import { openHolders } from './holders.ts';
import { readAllWraps, readWraps } from './wraps.ts';

/** Settings whose master key lies in a file that an operator gave. */
function settings(key: Buffer = randomBytes(32)): Config & { readonly masterKeyFile: string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiesuo-root-'));
  mkdirSync(join(dataDir, 'keys'));
  const masterKeyFile = join(dataDir, 'given.key');
  writeFileSync(masterKeyFile, `${key.toString('hex')}\n`, { mode: 0o600 });
  return { ...readConfig({ DATA_DIR: dataDir, JIESUO_KEY_FILE: masterKeyFile }), masterKeyFile };
}
const now = new Date('2026-11-23T00:00:00Z');

type Db = Parameters<typeof beginRoot>[0];
async function rootOf(db: Db, config: Config): Promise<Buffer> {
  const held = openHolders(config);
  const begun = await beginRoot(db, config, held, now);
  held.close();
  if (!begun.opened) throw new Error('sealed');
  return begun.opened.root;
}

everyEngine('what an older version sealed under the master key opens without a step', async (t) => {
  // A trial seals under the master key itself, as versions before the wraps did, and has its CA's row.
  await t.staff('auditor');
  const row = await t.ctx.db.selectFrom('staff').select(['id', 'totp_sealed']).executeTakeFirstOrThrow();
  const root = await rootOf(t.ctx.db, t.ctx.config);
  expect(root.equals(loadMasterKey(t.ctx.config))).toBe(true);
  const place = `staff.totp_sealed:${row.id}`;
  const sealed = row.totp_sealed ?? '';
  expect(createPersonal(root).open(place, sealed)).toBe(t.ctx.personal.open(place, sealed));
  await expect(rootOf(t.ctx.db, settings())).rejects.toThrow(StartFault);
});

oneEngine('data of an older version beside another master key is refused before anything is wrapped', async (t) => {
  await t.staff('auditor');
  await expect(rootOf(t.ctx.db, settings())).rejects.toThrow('the master key is not the one');
  expect(await readAllWraps(t.ctx.db)).toEqual([]);
});

everyEngine('nodes that begin together on a new database have one root key, which no key file holds', async (t) => {
  await t.ctx.db.deleteFrom('cas').execute();
  const config = settings();
  const roots = await Promise.all([1, 2, 3].map(() => rootOf(t.ctx.db, config)));
  expect(new Set(roots.map((one) => one.toString('hex'))).size).toBe(1);
  expect(roots[0]?.equals(loadMasterKey(config))).toBe(false);
  expect(await readAllWraps(t.ctx.db)).toHaveLength(1);
});

everyEngine('after a rotation both keys open the same root key, after retiring only the new one', async (t) => {
  const config = settings(loadMasterKey(t.ctx.config));
  const before = readFileSync(config.masterKeyFile, 'utf8');
  const root = await rootOf(t.ctx.db, config);
  const { holders } = openHolders(config);
  const [file] = holders;
  if (!file) throw new Error('no holder');
  await rotate(t.ctx, root, file);
  expect(loadMasterKeys(config).keys).toHaveLength(2);
  expect(await rootOf(t.ctx.db, config)).toEqual(root);
  // Another node whose file was not exchanged yet.
  const old = settings(Buffer.from(before.trim(), 'hex'));
  expect(await rootOf(t.ctx.db, old)).toEqual(root);

  expect(await retire(t.ctx, holders, undefined)).toMatchObject({ retired: 1 });
  expect(loadMasterKeys(config).keys).toHaveLength(1);
  expect(await rootOf(t.ctx.db, config)).toEqual(root);
  await expect(rootOf(t.ctx.db, old)).rejects.toThrow('neither the master key nor the HSM');
  const leaves = await t.ctx.db.selectFrom('audit_leaves').select('entry').execute();
  const text = leaves.map(({ entry }) => entry.toString()).join('\n');
  expect(text).toContain('vault.rotate');
  expect(text).toContain('vault.retire');
  expect(text).not.toContain(root.toString('hex'));
});

oneEngine('a rotation or retirement that is killed at any step is whole when it runs again', async (t) => {
  const config = settings(loadMasterKey(t.ctx.config));
  const root = await rootOf(t.ctx.db, config);
  const steps = ['keys', 'make', 'wrap', 'unwrap'] as const;
  let kept = 1;
  for (const step of steps) {
    // What a process does before it is killed, with nothing of its memory left afterwards.
    const [file] = openHolders(config).holders;
    if (!file) throw new Error('no holder');
    const dying: Holder = {
      ...file,
      [step]: async (...given: never[]) => {
        await (file[step] as (...all: never[]) => Promise<unknown>)(...given);
        throw new Error('killed');
      },
    };
    await expect(rotate(t.ctx, root, dying)).rejects.toThrow('killed');
    expect(await rootOf(t.ctx.db, config)).toEqual(root);
    const [fresh] = openHolders(config).holders;
    if (!fresh) throw new Error('no holder');
    await rotate(t.ctx, root, fresh);
    kept++;
    expect(await readWraps(t.ctx.db)).toHaveLength(kept);
    expect(loadMasterKeys(config).keys).toHaveLength(kept);
    expect(await rootOf(t.ctx.db, config)).toEqual(root);
  }
  const { holders } = openHolders(config);
  const dying = holders.map((one) => ({
    ...one,
    drop: () => {
      throw new Error('killed');
    },
  }));
  await expect(retire(t.ctx, dying, undefined)).rejects.toThrow('killed');
  expect(await rootOf(t.ctx.db, config)).toEqual(root);
  expect(await retire(t.ctx, openHolders(config).holders, undefined)).toMatchObject({ retired: 0 });
  expect(loadMasterKeys(config).keys).toHaveLength(1);
  expect(await rootOf(t.ctx.db, config)).toEqual(root);
});

oneEngine(
  'the old key is not retired for one that this machine does not have, nor for shares nobody tried',
  async (t) => {
    const config = settings(loadMasterKey(t.ctx.config));
    const root = await rootOf(t.ctx.db, config);
    const other = settings();
    const [elsewhere] = openHolders(other).holders;
    if (!elsewhere) throw new Error('no holder');
    await rotate(t.ctx, root, elsewhere);
    const { holders } = openHolders(config);
    await expect(retire(t.ctx, holders, undefined)).rejects.toThrow('no older key was retired');
    const { set } = await split(t.ctx, root, { needed: 2, made: 3 });
    await expect(retire(t.ctx, holders, undefined)).rejects.toThrow('no older key was retired');
    expect(await rootOf(t.ctx.db, config)).toEqual(root);

    await retire(t.ctx, holders, set);
    await expect(rootOf(t.ctx.db, config)).rejects.toThrow('neither the master key nor the HSM');
    const custodians = { ...config, vault: { ...config.vault, isUnsealedByShares: true } };
    const begun = await beginRoot(t.ctx.db, custodians, openHolders(custodians), now);
    expect(begun.opened).toBeUndefined();
    for (const one of [config, other]) rmSync(one.dataDir, { recursive: true });
  },
);

oneEngine('what a split writes into the audit log opens nothing', async (t) => {
  const config = settings(loadMasterKey(t.ctx.config));
  const root = await rootOf(t.ctx.db, config);
  const { shares } = await split(t.ctx, root, { needed: 2, made: 3 });
  const leaves = await t.ctx.db.selectFrom('audit_leaves').select('entry').execute();
  const text = leaves.map(({ entry }) => entry.toString()).join('\n');
  for (const share of shares) {
    expect(text).toContain(share.mark);
    expect(text).not.toContain(share.text.slice(20, 40));
  }
});
