import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A screen of its own, with hands and eyes: Xvfb and xdotool. */
export interface Screen {
  readonly environment: Readonly<Record<string, string>>;
  /** @returns the whole title of the first window whose title holds `text`. */
  waitForWindow(text: string): Promise<string>;
  waitForNoWindow(text: string): Promise<void>;
  /** For windows that do not take the keyboard themselves: there is no window manager here. */
  focus(text: string): Promise<void>;
  type(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** To look at once; needs ImageMagick. */
  picture(file: string): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;
const STEP_MS = 100;

/** @throws Error when Xvfb or xdotool is missing. */
export async function startScreen(): Promise<Screen> {
  // Without -noreset it drops who comes while the last one leaves.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    server.once('error', reject);
    server.once('exit', () => reject(new Error('no screen')));
  });
  const environment = { DISPLAY: `:${number}`, PATH: '/usr/bin:/bin', HOME: process.env['HOME'] ?? '/tmp' };
  const hand = async (...args: string[]) => (await run('xdotool', args, { env: environment })).stdout.trim();
  const titles = async (): Promise<readonly string[]> => {
    const ids = await hand('search', '--onlyvisible', '--name', '.').catch(() => '');
    return Promise.all(
      ids
        .split('\n')
        .filter(Boolean)
        .map((id) => hand('getwindowname', id).catch(() => '')),
    );
  };
  const until = async <T>(look: () => Promise<T | undefined>, what: string): Promise<T> => {
    for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
      const seen = await look();
      if (seen !== undefined) return seen;
      await sleep(STEP_MS);
    }
    throw new Error(`waited in vain for ${what}`);
  };
  return {
    environment,
    async waitForWindow(text) {
      const title = await until(async () => (await titles()).find((one) => one.includes(text)), `a window ${text}`);
      // Shown is not yet listening.
      await sleep(300);
      return title;
    },
    async waitForNoWindow(text) {
      await until(
        async () => ((await titles()).some((one) => one.includes(text)) ? undefined : true),
        `no window ${text}`,
      );
    },
    async focus(text) {
      const [id = ''] = (await hand('search', '--onlyvisible', '--name', text)).split('\n');
      await hand('windowfocus', '--sync', id);
    },
    async type(text) {
      await hand('type', '--delay', '20', text);
    },
    async press(...keys) {
      await hand('key', '--delay', '50', ...keys);
    },
    async picture(file) {
      await run('import', ['-window', 'root', file], { env: environment });
    },
    close: () => stop(server),
  };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
