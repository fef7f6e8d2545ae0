import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../../apps/server/server.js', import.meta.url));

/** A server of its own data folder, that is started again whenever it ends, as a service manager does. */
export interface Node {
  readonly api: string;
  /** SIGKILL; it comes back by itself. */
  kill(): void;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export function startNode(env: Readonly<Record<string, string>>, log: string): Node {
  let child: ChildProcess | undefined;
  let isWanted = true;
  const tending = tend();
  async function tend(): Promise<void> {
    while (isWanted) {
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
        env: { PATH: process.env['PATH'] ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
      await once(child, 'exit');
      if (isWanted) await sleep(500);
    }
  }
  return {
    api: `http://127.0.0.1:${env['API_PORT']}`,
    kill: () => void child?.kill('SIGKILL'),
    async ready() {
      for (let tries = 0; tries < 900; tries += 1) {
        const isReady = await fetch(`http://127.0.0.1:${env['PORTAL_PORT']}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (isReady) return;
        await sleep(100);
      }
      throw new Error(`a node does not answer; see ${log}`);
    },
    async stop() {
      isWanted = false;
      child?.kill('SIGTERM');
      await tending;
    },
  };
}
