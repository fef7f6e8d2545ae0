import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../audit/note/note.ts';
import { parseVkey, type Verifier, vkeyOf } from '../audit/note/vkey.ts';
import { StartFault } from '../startFault.ts';
import { loadSigningKey } from './signing.ts';
import { writeOnce } from './store.ts';

/** Signs checkpoints of the audit log and nothing that customers see. */
export interface AuditKey extends Signer {
  /** This key and those that signed before it: `keys/audit*.vkey`. */
  readonly trusted: readonly Verifier[];
}

/**
 * `keys/audit.key` (PKCS #8 PEM, 0600) with `audit.vkey` (a C2SP verifier key) beside it; made at the first start. `origin` is the log's name.
 * @throws {StartFault} when the key is readable by others or not Ed25519, or when `audit.vkey` is of another key: an old one is kept under another name.
 */
export function loadAuditKey(dataDir: string, origin: string): AuditKey {
  const file = join(dataDir, 'keys', 'audit.key');
  const signer: Signer = { name: origin, ...loadSigningKey(file) };
  keepBeside(join(dataDir, 'keys', 'audit.vkey'), `${vkeyOf(signer)}\n`);
  return { ...signer, trusted: readVkeys(join(dataDir, 'keys')) };
}

/** Every `audit*.vkey` of a folder: the current key and those before it. @throws {StartFault} when one is not whole. */
export function readVkeys(folder: string): Verifier[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^audit.*\.vkey$/.test(name)) : [];
  return files.toSorted().map((name) => readVkey(join(folder, name)));
}

/** @throws {StartFault} when the file cannot be read or holds no verifier key. */
export function readVkey(file: string): Verifier {
  const read = () => parseVkey(readFileSync(file, 'utf8').slice(0, 1000));
  const verifier = existsSync(file) ? read() : undefined;
  if (verifier) return verifier;
  throw new StartFault(`${file} 不是审计日志的公钥`, `${file} is not a public key of the audit log`);
}

/** What the old key signed is verified with the old line: it must never be overwritten. */
function keepBeside(file: string, line: string): void {
  if (writeOnce(file, line, 0o644) || readFileSync(file, 'utf8') === line) return;
  throw new StartFault(
    `${file} 属于另一把密钥或另一个日志名称：请将它改名为 audit-旧.vkey 一类的名字保留，再启动`,
    `${file} is of another key or of a log of another name: keep it under a name like audit-old.vkey, then start again`,
  );
}
