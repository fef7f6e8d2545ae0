import { createPublicKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { StartFault } from '../startFault.ts';
import { everyEngine } from '../trial.ts';
import { loadAuditKey } from './audit.ts';
import { createKeyring } from './keyring.ts';
import { loadMasterKey } from './master.ts';
import { loadPortalKey } from './portal.ts';
import { replaceShared, shareKeys } from './shared.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'jiesuo-node-'));
const pub = (dataDir: string) => loadPortalKey(dataDir).publicKey.export({ type: 'spki', format: 'pem' });

everyEngine('nodes with folders of their own sign with the same keys, whoever began first', async (t) => {
  const keyring = createKeyring(loadMasterKey(t.ctx.config));
  const share = (dataDir: string) => shareKeys({ db: t.ctx.db, dataDir, keyring, clock: t.now });
  const [one, two, three] = [folder(), folder(), folder()] as const;
  await Promise.all([one, two].map(share));
  expect(pub(one)).toEqual(pub(two));
  const audit = (dataDir: string) => createPublicKey(loadAuditKey(dataDir, 'log.example').privateKey);
  expect(audit(one).equals(audit(two))).toBe(true);
  expect(statSync(join(two, 'keys', 'audit.key')).mode & 0o077).toBe(0);

  // Another key does not slip in: its tickets would be refused by the other nodes.
  const before = pub(three);
  await expect(share(three)).rejects.toThrow(StartFault);
  expect(pub(three)).toEqual(before);
  const mine = { dataDir: three, keyring, clock: t.now };
  await t.ctx.db.transaction().execute((trx) => replaceShared(trx, mine, 'portal'));
  rmSync(join(three, 'keys', 'audit.key'), { force: true });
  await share(three);
  await expect(share(one)).rejects.toThrow(StartFault);
  renameSync(join(one, 'keys', 'portal.key'), join(one, 'keys', 'portal.old'));
  await share(one);
  expect(pub(one)).toEqual(pub(three));

  // What signed the log before is known on every node.
  writeFileSync(join(one, 'keys', 'audit-2025.vkey'), 'log.example+earlier\n');
  await share(one);
  await share(two).catch((fault: unknown) => expect(fault).toBeInstanceOf(StartFault));
  await share(three);
  expect(readFileSync(join(three, 'keys', 'audit-2025.vkey'), 'utf8')).toBe('log.example+earlier\n');
  expect(existsSync(join(three, 'keys', 'audit.vkey'))).toBe(false);
  const rows = await t.ctx.db.selectFrom('shared_keys').select('sealed').execute();
  expect(JSON.stringify(rows)).not.toContain('PRIVATE');
});
