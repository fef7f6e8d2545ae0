import { expect, test } from 'vitest';
import type { Surroundings } from './home.ts';
import { tracesOf } from './plan.ts';
import { inDesktopEntry, inUnit } from './written.ts';

const planned = { version: '1.2.3', extensions: ['a'.repeat(32)] };
const around = (platform: NodeJS.Platform, environment: Surroundings['environment'] = {}): Surroundings => ({
  platform,
  environment,
  homeFolder: '/home/li',
  hasUserSystemd: true,
});

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s nothing outside the person’s own places is touched',
  (platform) => {
    for (const trace of tracesOf(around(platform), planned))
      if (trace.kind === 'registry') expect(trace.key).toMatch(/^HKCU\\Software\\/);
      else expect(trace.path).toMatch(/^\/home\/li\//);
  },
);

test('no trace is left twice, and none of them installs a certificate', () => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    const traces = tracesOf(around(platform), planned).map((trace) => JSON.stringify(trace));
    expect(new Set(traces).size).toBe(traces.length);
    expect(traces.join('\n')).not.toMatch(/SystemCertificates|Root|nssdb|Keychain/);
  }
});

test('the person’s own folders count where the system names them', () => {
  const environment = { XDG_CONFIG_HOME: '/home/li/c', XDG_DATA_HOME: '/home/li/d' };
  const paths = tracesOf(around('linux', environment), planned).map((trace) => ('path' in trace ? trace.path : ''));
  expect(paths).toContain('/home/li/c/systemd/user/jiesuo-bridge.service');
  expect(paths).toContain('/home/li/d/applications/jiesuo-bridge.desktop');
});

test('without a systemd of the person’s own there is no unit', () => {
  const traces = tracesOf({ ...around('linux'), hasUserSystemd: false }, planned);
  expect(JSON.stringify(traces)).not.toContain('ExecStart');
});

test('only keys that are ours alone are taken away whole', () => {
  const traces = tracesOf(around('win32'), planned).filter((trace) => trace.kind === 'registry');
  for (const { key, isWhole } of traces)
    expect(isWhole, key).toBe(/\\(?:jiesuo-bridge|cn\.jiesuo\.bridge)(?:\\|$)/.test(key));
});

test.each([
  ['/home/li/my "best" $HOME/100%', '"/home/li/my \\\\"best\\\\" \\\\$HOME/100%%"', undefined],
  ['/home/li/a b 50%', '"/home/li/a b 50%%"', '"/home/li/a b 50%%"'],
])('a path like %s is one word for the desktop, and for systemd where that takes it', (path, entry, unit) => {
  expect([inDesktopEntry(path), inUnit(path)]).toEqual([entry, unit]);
});
