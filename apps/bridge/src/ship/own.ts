import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configPath } from '../config.ts';

/**
 * Where the administrator of this computer wrote no configuration, the CA's own counts, which came with the program. Whoever may
 * change that file may change the program beside it as well.
 */
export function useOwnConfig(home: string): void {
  const own = join(home, 'bridge.json');
  if (process.env['BRIDGE_CONFIG'] === undefined && !existsSync(configPath()) && existsSync(own))
    process.env['BRIDGE_CONFIG'] = own;
}
