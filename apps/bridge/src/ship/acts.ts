import { offerPhrase } from '../carriers/acts.ts';
import { install } from './install.ts';
import { open } from './open.ts';
import { uninstall } from './uninstall.ts';
import { tellVersion } from './version.ts';

/** What the shipped program can do beside being the bridge. Each takes the rest of the command line; undefined: it was not understood. */
export const shipActs: Readonly<Record<string, (args: readonly string[]) => Promise<number> | undefined>> = {
  install: (args) => (args.length === 0 ? installAndAsk() : undefined),
  uninstall: ([flag, ...more]) =>
    more.length > 0 || (flag !== undefined && flag !== '--anyway') ? undefined : uninstall(flag !== undefined),
  open: ([address, ...more]) => (more.length === 0 ? open(address) : undefined),
  version: (args) => (args.length === 0 ? tellVersion() : undefined),
};

async function installAndAsk(): Promise<number> {
  const code = await install();
  if (code === 0) await offerPhrase();
  return code;
}
