import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Jobs } from './jobs/jobs.ts';

/** What runs is given so long to end; with the longest pause and the closing of the database it stays below `stopSecondsMost`. */
const finishMs = 8_000;

export interface Draining {
  readonly apps: readonly FastifyInstance[];
  readonly jobs: Pick<Jobs, 'stop'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** How long a balancer may take to see that this node wants no more. */
  readonly pauseSeconds: number;
  /** From here on `/readyz` says no. */
  readonly onBegin: () => void;
}

/**
 * Ends a node's work in good order: it is answered as before until balancers have seen that it is not ready, then nothing new is let in,
 * and what runs is finished. Whatever still hangs after that is cut off: its client asks another node, its job is taken over when its lease ends.
 */
export async function drain({ apps, jobs, log, pauseSeconds, onBegin }: Draining): Promise<void> {
  onBegin();
  await sleep(pauseSeconds * 1000);
  const closing = Promise.all([...apps.map((app) => app.close()), jobs.stop()]);
  const isDone = await Promise.race([closing.then(() => true), sleep(finishMs, false, { ref: false })]);
  if (isDone) return;
  log.warn('what was still running was cut off');
  for (const { server } of apps) server.closeAllConnections();
  closing.catch(() => undefined);
}
