import { dueBefore, type RetentionRule } from '@jiesuo/contract';
import { dueMost } from '@jiesuo/contract/console';
import type { Context } from '../context.ts';
import { countDue } from './clock.ts';
import { clocks } from './clocks.ts';

/** How many records of each rule are due at that time, each read to `dueMost`. */
export async function dueAtTime(ctx: Context, at: Date): Promise<ReadonlyMap<RetentionRule, number>> {
  const times = (await ctx.settings()).retention;
  const counts = new Map<RetentionRule, number>();
  for (const clock of clocks) {
    const count = await countDue(ctx.db, ctx.caId, clock, dueBefore(clock.rule, at, times), dueMost);
    counts.set(clock.rule, Math.min(dueMost, (counts.get(clock.rule) ?? 0) + count));
  }
  return counts;
}
