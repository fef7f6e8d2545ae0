import { ConfigError, loadConfig } from '../config.ts';
import { version } from '../start.ts';
import { checkRelease, type UpdateVerdict } from './update.ts';

const states: Readonly<Record<UpdateVerdict['state'], readonly [string, string]>> = {
  current: ['是最新版本', 'up to date'],
  newer_offered: ['有新版本', 'a newer version is offered'],
  too_old: ['版本过低，网站不再支持', 'too old, the portal no longer serves it'],
  unknown: ['没有查到', 'not known'],
};

/** `bridge version`: this version, and what each portal offers. It tells; it installs nothing. @returns the exit code, 2 when too old. */
export async function tellVersion(): Promise<number> {
  console.log(`证书助手 bridge ${version}`);
  try {
    const verdicts = await Promise.all(loadConfig().portals.map((portal) => checkRelease(portal, version)));
    for (const { portal, state, offered, page } of verdicts)
      console.log([`${portal}:`, ...states[state], offered ?? '', page ?? ''].join(' ').trimEnd());
    return verdicts.some(({ state }) => state === 'too_old') ? 2 : 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
}
