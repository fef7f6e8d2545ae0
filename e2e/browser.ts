import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** No look-ups of the browser's own: a closed network refuses them many at a time. No movement: what a journey presses stands still. */
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--force-prefers-reduced-motion',
];

/** The system's Chromium where there is one, else the one that a package brought. */
export async function launchOptions(...more: string[]): Promise<{ executablePath: string; args: string[] }> {
  const isRoot = process.getuid?.() === 0;
  const args = [...(isRoot ? ['--no-sandbox'] : []), ...quiet, ...more];
  const found = process.env['CHROMIUM'] ?? installed.find((path) => existsSync(path));
  if (found) return { executablePath: found, args };
  // The package unpacks its libraries only when it believes to be there, and would reuse any other chromium in the temporary folder.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const own = join(tmpdir(), 'jiesuo-chromium-153');
  mkdirSync(own, { recursive: true });
  process.env['TMPDIR'] = own;
  const { default: packaged } = await import('@sparticuz/chromium');
  return {
    executablePath: await packaged.executablePath(),
    args: [...packaged.args.filter((a) => !a.startsWith('--headless')), ...args],
  };
}
