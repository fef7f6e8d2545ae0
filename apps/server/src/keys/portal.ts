import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSigningKey } from './signing.ts';
import { writeOnce } from './store.ts';

/** Signs tickets and receipts; bridges hold the public half in their configuration. Ed25519. */
export interface PortalKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * `keys/portal.key` (PKCS #8 PEM, 0600) with `portal.pub` (SPKI PEM) beside it; made at the first start.
 * @throws {StartFault} when it is readable by others or not an Ed25519 key.
 */
export function loadPortalKey(dataDir: string): PortalKey {
  const file = join(dataDir, 'keys', 'portal.key');
  const { privateKey, publicKey } = loadSigningKey(file);
  keepBeside(join(dataDir, 'keys', 'portal.pub'), publicKey.export({ type: 'spki', format: 'pem' }).toString());
  return { privateKey, publicKey };
}

/** Bridges are configured from this file: it must never be of a key that was here before. */
function keepBeside(file: string, pem: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === pem) return;
  rmSync(file, { force: true });
  writeOnce(file, pem, 0o644);
}
