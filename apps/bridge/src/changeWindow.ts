import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** Where a local change of a PIN is made: a fresh label, as for every window. */
export const changeAddress = (port: number): string =>
  `http://${randomBytes(12).toString('hex')}.localhost:${port}/window#change`;

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
};

/**
 * Has the person's browser open an address.
 * @returns false where the system has nothing that opens one.
 */
export function openInBrowser(address: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...parameters] = openers[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...parameters, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
