import type { MessageProvider } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';
import { noteOutcome } from './circuits.ts';
import type { Providers } from './providers/create.ts';

/** How often a line is looked at that stands, and how long one waits that could not be made, longer each time. */
const lookMs = 10_000;
const waitsMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000] as const;

/** Milliseconds until the next look, after so many failures in a row. Pure. */
export const nextLook = (failures: number): number =>
  failures === 0 ? lookMs : (waitsMs[Math.min(failures, waitsMs.length) - 1] ?? lookMs);

/**
 * Keeps the lines of providers that have one, from the server's start on: the first code of the morning must not wait for a bind, and
 * reports come by them. Whether a line stands is shown where the providers' states are. @returns the stop.
 */
export function keepConnected(ctx: Context, providers: Providers): () => void {
  const timers = new Map<MessageProvider, NodeJS.Timeout>();
  let isStopped = false;

  async function look(name: MessageProvider, failures: number): Promise<void> {
    const now = await failuresNow(ctx, providers, name, failures).catch((error: unknown) => {
      ctx.log.warn({ err: error, provider: name }, 'a line to a provider of messages could not be looked at');
      return failures + 1;
    });
    if (now === undefined || isStopped) return;
    timers.set(name, setTimeout(() => void look(name, now), nextLook(now)).unref());
  }
  // -1: whatever is known of it comes from before the start.
  for (const name of ctx.config.sms.providers) void look(name, -1);
  return () => {
    isStopped = true;
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

/** @returns failures in a row; undefined for a provider without a line. */
async function failuresNow(
  ctx: Context,
  providers: Providers,
  name: MessageProvider,
  failures: number,
): Promise<number | undefined> {
  const provider = await providers.get(name);
  if (!provider.connect) return undefined;
  const outcome = await provider.connect();
  const isThere = outcome.is === 'accepted';
  if (!isThere || failures !== 0) await noteOutcome(ctx, name, outcome);
  if (isThere) return 0;
  if (failures <= 0) ctx.log.warn({ provider: name, code: outcome.code }, 'a provider of messages has no line');
  return Math.max(failures, 0) + 1;
}
