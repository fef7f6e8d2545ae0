import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const module = '/usr/lib/softhsm/libsofthsm2.so';
const pin = '24681357';

/** A SoftHSM of one test: its token, and how it is taken away and brought back. */
export interface SoftHsm {
  readonly env: {
    readonly VAULT_HSM_MODULE: string;
    readonly VAULT_HSM_TOKEN: string;
    readonly VAULT_HSM_PIN_FILE: string;
    readonly VAULT_HSM_GRACE_SECONDS: string;
  };
  takeAway(): void;
  bringBack(): void;
  writePin(text?: string): void;
  /** What OpenSC's tool says of the token. */
  tool(...args: readonly string[]): string;
}

/** Points SOFTHSM2_CONF to it: children started from now on see only this token. */
export function makeSoftHsm(): SoftHsm {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-hsm-'));
  const at = (name: string) => join(folder, name);
  mkdirSync(at('tokens'));
  writeFileSync(at('conf'), `directories.tokendir = ${at('tokens')}\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = at('conf');
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('softhsm2-util', ['--init-token', '--free', '--label', '解锁 HSM', '--so-pin', '11223344', '--pin', pin]);
  const writePin = (text = `${pin}\n`) => writeFileSync(at('pin'), text, { mode: 0o600 });
  writePin();
  return {
    env: {
      VAULT_HSM_MODULE: module,
      VAULT_HSM_TOKEN: '解锁 HSM',
      VAULT_HSM_PIN_FILE: at('pin'),
      VAULT_HSM_GRACE_SECONDS: '30',
    },
    takeAway: () => renameSync(at('tokens'), at('away')),
    bringBack: () => renameSync(at('away'), at('tokens')),
    writePin,
    tool: (...args) => run('pkcs11-tool', ['--module', module, '--login', '--pin', pin, ...args]),
  };
}
