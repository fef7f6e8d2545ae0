import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueDemoCa, issuePivCard } from '@jiesuo/card';
import koffi from 'koffi';
import { expect } from 'vitest';
import { allow } from './test-module.ts';

export const softhsm = () => allow('/usr/lib/softhsm/libsofthsm2.so');
export const ADMIN_SECRET = 'Adm1n-Random-16c';
export const OLD_PIN = 'Abcd-1357';
export type KeyKind = 'p256' | 'rsa';

/** A SoftHSM token of its own for one test, made by other people's tools: keys, their certificate, both PINs. */
export interface SoftToken {
  readonly certificate: Buffer;
  /** What OpenSC's tool says to these parameters. @throws Error when it ends with an error. */
  tool(...parameters: readonly string[]): string;
}

/** Makes it and points SOFTHSM2_CONF to it; children started from now on see only this token. */
export function makeToken(kind: KeyKind, { hasCertificate = true } = {}): SoftToken {
  const folder = mkdtempSync(join(tmpdir(), 'softhsm-'));
  const file = (name: string): string => join(folder, name);
  mkdirSync(file('tokens'));
  writeFileSync(
    file('softhsm2.conf'),
    `directories.tokendir = ${file('tokens')}\nslots.removable = true\nlog.level = ERROR\n`,
  );
  process.env['SOFTHSM2_CONF'] = file('softhsm2.conf');
  const tool = (...parameters: readonly string[]): string =>
    run('pkcs11-tool', ['--module', softhsm().path, ...parameters]);
  run('softhsm2-util', ['--init-token', '--free', '--label', '解锁KEY', '--so-pin', ADMIN_SECRET, '--pin', OLD_PIN]);

  const card = issuePivCard({
    ca: issueDemoCa(),
    keys: [{ slot: '9a', kind }],
    userPin: OLD_PIN.slice(0, 8),
    company: '示例公司',
    uscc: '91110000100000000X',
  });
  const [container = expect.unreachable()] = card.state.containers;
  const privateKey = Buffer.from(container.privateKey, 'base64');
  const publicKey = createPublicKey(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }));
  const certificate = Buffer.from(card.certificateDer);
  const write = (type: string, bytes: Uint8Array): void => {
    writeFileSync(file(type), bytes);
    const object = ['--write-object', file(type), '--type', type, '--id', 'a1', '--label', 'SIGN', '--usage-sign'];
    tool('--login', '--pin', OLD_PIN, ...object);
  };
  write('privkey', privateKey);
  write('pubkey', publicKey.export({ format: 'der', type: 'spki' }));
  if (hasCertificate) write('cert', certificate);
  if (kind === 'rsa') forbidDecryption();
  return { certificate, tool };
}

const run = (program: string, parameters: readonly string[]): string =>
  execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A signing key decrypts nothing; with one that may, `pkcs11-tool --test` fails over SoftHSM's OAEP. No tool clears the attribute. */
function forbidDecryption(): void {
  const library = koffi.load(softhsm().path);
  const attribute = koffi.struct({ type: 'ulong', value: 'uint8_t *', length: 'ulong' });
  const call = (name: string, types: Parameters<typeof koffi.proto>[3], ...values: readonly unknown[]) =>
    expect(Number(library.func(name, 'ulong', types)(...values)), name).toBe(0);
  const [privateKey, isFalse] = [Buffer.from([3, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([0])];
  const [slots, count, session, key] = [Array<number>(4).fill(0), [4], [0], [0]];
  const inout = koffi.inout(koffi.pointer('ulong'));
  const template = koffi.pointer(attribute);
  call('C_Initialize', ['void *'], null);
  call('C_GetSlotList', ['uint8', koffi.inout(koffi.pointer('ulong', 4)), inout], 1, slots, count);
  call('C_OpenSession', ['ulong', 'ulong', 'void *', 'void *', inout], slots[0], 6, null, null, session);
  call('C_Login', ['ulong', 'ulong', 'str', 'ulong'], session[0], 1, OLD_PIN, OLD_PIN.length);
  call('C_FindObjectsInit', ['ulong', template, 'ulong'], session[0], { type: 0, value: privateKey, length: 8 }, 1);
  call('C_FindObjects', ['ulong', inout, 'ulong', inout], session[0], key, 1, count);
  call('C_FindObjectsFinal', ['ulong'], session[0]);
  const change = { type: 0x105, value: isFalse, length: 1 };
  call('C_SetAttributeValue', ['ulong', 'ulong', template, 'ulong'], session[0], key[0], change, 1);
  call('C_Finalize', ['void *'], null);
}
