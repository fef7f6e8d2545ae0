import http from 'node:http';

type Environment = Readonly<Record<string, string | undefined>>;
const names = ['http_proxy', 'https_proxy', 'no_proxy'];

/**
 * From now on this process's fetch goes by the proxies of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case; the lower case stands first.
 * @returns false for settings that Node cannot use; then nothing has changed.
 */
export function honourProxy(environment: Environment = process.env): boolean {
  const settings: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name] || environment[name.toUpperCase()];
    if (value) settings[name] = value;
  }
  if (settings['http_proxy'] === undefined && settings['https_proxy'] === undefined) return true;
  // Node 24.14 and newer.
  const set: unknown = Reflect.get(http, 'setGlobalProxyFromEnv');
  if (typeof set !== 'function') return false;
  try {
    Reflect.apply(set, http, [settings]);
    return true;
  } catch {
    return false;
  }
}
