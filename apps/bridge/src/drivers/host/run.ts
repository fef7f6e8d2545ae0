import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { createDriver } from '../create.ts';
import { serveDriver } from './serve.ts';
import { PIPE } from './start.ts';

/**
 * A driver's child process, from start to end: it lives as long as the bridge holds the other end of its pipe. When the bridge dies,
 * however that is, the pipe ends, every UKey is given back and this process with it.
 */
export async function runDriver(open = createDriver): Promise<void> {
  // Whoever stops the bridge by Ctrl-C or by its service stops us by the same signal: the UKeys must be given back first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  await serveDriver(open, new Socket({ fd: PIPE }));
  flushCompileCache();
  // A thread that is stuck in a vendor's library would hold an orderly exit back for ever.
  process.kill(process.pid, 'SIGKILL');
}
