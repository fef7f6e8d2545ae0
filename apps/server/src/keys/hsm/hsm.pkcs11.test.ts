import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { look } from '../../commands/checkConfig/look.ts';
import { readConfig } from '../../config.ts';
import { createPersonal } from '../../personal/personal.ts';
import { Refusal } from '../../refusal.ts';
import { oneEngine } from '../../trial.ts';
import { createVault } from '../../vault/vault.ts';
import { loadMasterKey } from '../master.ts';
import { beginRoot } from '../root/begin.ts';
import { retire, rotate } from '../root/change.ts';
import type { Holder } from '../root/holder.ts';
import { openHolders } from '../root/holders.ts';
import { keepRoot } from '../root/keep.ts';
import { holdHsmKeys } from './holder.ts';
import { makeSoftHsm, type SoftHsm } from './test-softhsm.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
const now = new Date('2026-11-23T00:00:00Z');
const folder = () => mkdtempSync(join(tmpdir(), 'jiesuo-vault-'));
const settingsOf = (hsm: SoftHsm, more: Record<string, string> = {}) =>
  readConfig({ DATA_DIR: folder(), ...hsm.env, ...more });

function holderOf(hsm: SoftHsm, more: Record<string, string> = {}): Holder {
  const { vault } = settingsOf(hsm, more);
  if (!vault.hsm) throw new Error('no HSM is set');
  const holder = holdHsmKeys(vault.hsm);
  open.push(holder);
  return holder;
}

test('the wrapping key is made in the HSM and cannot be taken out of it', async () => {
  const hsm = makeSoftHsm();
  const holder = holderOf(hsm);
  const key = await holder.make();
  const root = randomBytes(32);
  const wrapped = await holder.wrap(key, root);
  expect(await holder.unwrap(key, wrapped)).toEqual(root);
  expect(wrapped).not.toContain(root.toString('base64url').slice(0, 16));
  const told = hsm.tool('--list-objects', '--type', 'secrkey');
  expect(told).toMatch(/sensitive, always sensitive, never extractable, local/);
  expect(told).toContain('AES length 32');
  expect(() => hsm.tool('--read-object', '--type', 'secrkey', '--id', key)).toThrow();
});

test('a wrap that was changed or moved to another key does not open, and the next one does', async () => {
  const holder = holderOf(makeSoftHsm());
  const [one, other] = [await holder.make(), await holder.make()];
  expect(await holder.keys()).toEqual([other, one]);
  const wrapped = await holder.wrap(one, randomBytes(32));
  const last = wrapped.at(-5) === 'A' ? 'B' : 'A';
  await expect(holder.unwrap(one, `${wrapped.slice(0, -5)}${last}${wrapped.slice(-4)}`)).rejects.toThrow('was changed');
  await expect(holder.unwrap(other, wrapped.replace(one, other))).rejects.toThrow('was changed');
  await expect(holder.unwrap(other, wrapped)).rejects.toThrow('was changed');
  const strange = '00'.repeat(16);
  expect(await holder.unwrap(strange, wrapped.replace(one, strange))).toBeUndefined();
  expect(await holder.unwrap(one, wrapped)).toHaveLength(32);
});

test('a key that could be taken out is not used', async () => {
  const hsm = makeSoftHsm();
  const key = '01a20646940d712e93d7e58584351379';
  const label = ['--id', key, '--label', 'jiesuo-root'];
  hsm.tool('--keygen', '--key-type', 'AES:32', '--extractable', ...label);
  const holder = holderOf(hsm);
  expect(await holder.keys()).toEqual([key]);
  await expect(holder.wrap(key, randomBytes(32))).rejects.toThrow('can be taken out');
});

test('a refused PIN is not tried again before its file changes, so that the token is not locked', async () => {
  const hsm = makeSoftHsm();
  const holder = holderOf(hsm);
  hsm.writePin('99999999');
  for (let i = 0; i < 3; i++) await expect(holder.keys()).rejects.toThrow('does not take the PIN');
  hsm.writePin();
  expect(await holder.keys()).toEqual([]);
});

test('what is no PKCS#11 library, or no such token, is told in one sentence', async () => {
  const hsm = makeSoftHsm();
  await expect(holderOf(hsm, { VAULT_HSM_TOKEN: 'other' }).keys()).rejects.toThrow('has no token');
  const file = join(folder(), 'no.so');
  writeFileSync(file, 'nothing');
  await expect(holderOf(hsm, { VAULT_HSM_MODULE: file }).keys()).rejects.toThrow('does not answer');
});

test('numbers of another algorithm reach the HSM, and one that it does not know is refused', async () => {
  const hsm = makeSoftHsm();
  // SoftHSM has no SM4: a vendor's number is refused there; AES by its own numbers needs a length that SM4 does not.
  await expect(holderOf(hsm, { VAULT_HSM_SM4: '0x80000001,0x80000002,0x80000003' }).make()).rejects.toThrow(
    'does not make or use such a key',
  );
});

oneEngine(
  'moving from file to HSM and back changes nothing that is sealed, and a node goes on meanwhile',
  async (t) => {
    const hsm = makeSoftHsm();
    const { config: trial } = t.ctx;
    const file = join(folder(), 'master.key');
    writeFileSync(file, `${loadMasterKey(trial).toString('hex')}\n`, { mode: 0o600 });
    const config = { ...settingsOf(hsm, { JIESUO_KEY_FILE: file }), dataDir: trial.dataDir };
    const fileOnly = { ...config, vault: { ...config.vault, hsm: undefined } };
    const hsmOnly = { ...config, masterKeyFile: undefined };
    const start = async (by: typeof config | typeof fileOnly | typeof hsmOnly) => {
      const held = openHolders(by);
      open.push(held);
      const begun = await beginRoot(t.ctx.db, by, held, now);
      if (!begun.opened) throw new Error('sealed');
      return begun.opened;
    };
    const sealed = t.ctx.personal.seal('place', '张三');
    const opened = await start(fileOnly);
    const root = Buffer.from(opened.root);
    const node = keepRoot(opened, { ...t.ctx, graceSeconds: 0, isAsking: false });
    const { holders } = openHolders(config);
    open.push(...holders);
    const [inFile, inHsm] = holders;
    if (!inFile || !inHsm) throw new Error('no holders');

    await rotate(t.ctx, root, inHsm);
    await retire(t.ctx, holders, undefined);
    expect((await start(hsmOnly)).root).toEqual(root);
    await expect(start(fileOnly)).rejects.toThrow('neither the master key nor the HSM');
    await node.ask();
    expect(createPersonal(node.keyring).open('place', sealed)).toBe('张三');

    await rotate(t.ctx, root, inFile);
    await retire(t.ctx, holders, undefined);
    expect((await start(fileOnly)).root).toEqual(root);
    await expect(start(hsmOnly)).rejects.toThrow('neither the master key nor the HSM');
  },
);

oneEngine('an HSM that is gone shuts what is sealed after the grace, and opens it again when it is back', async (t) => {
  const hsm = makeSoftHsm();
  await t.ctx.db.deleteFrom('cas').execute();
  const config = settingsOf(hsm);
  const held = openHolders(config);
  open.push(held);
  const begun = await beginRoot(t.ctx.db, config, held, now);
  if (!begun.opened) throw new Error('sealed');
  const root = Buffer.from(begun.opened.root);
  const node = keepRoot(begun.opened, { ...t.ctx, graceSeconds: 30, isAsking: false });
  const vault = createVault(node.keyring);
  const sealed = vault.seal('one', 'Adm1n-Random-16c');
  const use = () => vault.withSecret('one', sealed, (pin) => pin.toString());

  hsm.takeAway();
  await node.ask();
  expect(use()).toBe('Adm1n-Random-16c');
  t.advance(31);
  await node.ask();
  expect(use).toThrow(Refusal);
  expect(() => vault.seal('two', 'x')).toThrow('the root key is away');
  expect(() => createPersonal(node.keyring).index('mobile', '1')).toThrow(Refusal);
  await expect(beginRoot(t.ctx.db, config, held, now)).rejects.toThrow('HSM');
  hsm.bringBack();
  await node.ask();
  expect(use()).toBe('Adm1n-Random-16c');

  // A rotation inside the HSM, by another process, that retires the key this node began with.
  const { holders } = openHolders(config);
  open.push(...holders);
  const [holder] = holders;
  if (!holder) throw new Error('no holder');
  await rotate(t.ctx, root, holder);
  await retire(t.ctx, holders, undefined);
  t.advance(31);
  await node.ask();
  expect(use()).toBe('Adm1n-Random-16c');
  node.close();
  expect(use).toThrow(Refusal);
});

test('check-config logs in to the HSM, and says what is wrong with it', async () => {
  const hsm = makeSoftHsm();
  const env = { DATA_DIR: folder(), ...hsm.env };
  const verdict = async () => {
    const findings = await look(env, false, now);
    return findings.find(({ subject }) => subject === 'VAULT_HSM_MODULE');
  };
  expect(await verdict()).toMatchObject({ verdict: 'good' });
  hsm.writePin('99999999');
  expect(await verdict()).toMatchObject({ verdict: 'wrong' });
});
