import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isSea } from 'node:sea';

/** The folder of the shipped program, or undefined where the bridge runs from its sources. */
export const shippedHome = (): string | undefined => (isSea() ? dirname(process.execPath) : undefined);

/** What decides where things go: the system, the person's folders, whether systemd starts his programs. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly hasUserSystemd: boolean;
}

export function surroundings(): Surroundings {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return {
    platform: process.platform,
    environment: process.env,
    homeFolder: homedir(),
    // The socket at which a person's systemd takes orders.
    hasUserSystemd: runtime !== undefined && existsSync(join(runtime, 'systemd', 'private')),
  };
}

/** The folder that install fills: the person's own, so that no administrator is needed. */
export function installFolder({ platform, environment, homeFolder }: Surroundings): string {
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(homeFolder, 'AppData', 'Local'), 'Programs', 'jiesuo-bridge');
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Jiesuo', 'Bridge');
  return join(environment['XDG_DATA_HOME'] ?? join(homeFolder, '.local', 'share'), 'jiesuo-bridge');
}

export const programName = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? 'jiesuo-bridge.exe' : 'jiesuo-bridge';
