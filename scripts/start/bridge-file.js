import { createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { developmentExtension } from './extension.js';

/** The demo's bridge trusts this demo's portal: its origin and its key, as an administrator would write them down. */
export function writeBridgeFile({ portalKeyFile, bridgeFile, origins, ports, dataDir }) {
  const { x } = createPublicKey(readFileSync(portalKeyFile)).export({ format: 'jwk' });
  const config = {
    port: ports.BRIDGE_PORT,
    portals: [{ origin: origins.portal, publicKey: x }],
    drivers: ['virtual'],
    virtualPort: ports.CARD_PORT,
    dataDir: join(dataDir, 'bridge'),
    prompt: 'window',
    extensions: [developmentExtension()],
  };
  mkdirSync(dirname(bridgeFile), { recursive: true, mode: 0o700 });
  const scratch = `${bridgeFile}.${process.pid}.tmp`;
  writeFileSync(scratch, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  renameSync(scratch, bridgeFile);
}
