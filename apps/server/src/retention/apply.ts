import { dueAt, dueBefore, type RetentionTimes } from '@jiesuo/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { forgetFiles } from '../materials/forget.ts';
import { type Clock, findDue, lockDue } from './clock.ts';
import { clocks } from './clocks.ts';
import { recordDeletion, type StoredFile } from './record.ts';

const atOnceMax = 500;

/**
 * Job `retention.apply`: deletes whatever is due, rows first and each with its record, then the bytes; before all that, the bytes that a run before
 * was killed over. @returns how many records went, by rule.
 */
export async function applyRetention(ctx: Context): Promise<Partial<Record<Clock['rule'], number>>> {
  await finishRemovals(ctx);
  await sql`select settle_ended_orders()`.execute(ctx.db);
  const times = (await ctx.settings()).retention;
  const gone: Partial<Record<Clock['rule'], number>> = {};
  for (const clock of clocks) {
    const count = await deleteDue(ctx, clock, times);
    if (count > 0) gone[clock.rule] = (gone[clock.rule] ?? 0) + count;
  }
  return gone;
}

/** Bytes whose rows are gone, from this run or one that was killed. What cannot be removed now is tried again by the next. */
export async function finishRemovals(ctx: Context): Promise<void> {
  const waiting = await ctx.db.selectFrom('file_removals').select('store_key').where('ca_id', '=', ctx.caId).execute();
  await forgetFiles(
    ctx,
    waiting.map((one) => one.store_key),
  );
}

async function deleteDue(ctx: Context, clock: Clock, times: RetentionTimes): Promise<number> {
  const before = dueBefore(clock.rule, ctx.clock(), times);
  for (let deleted = 0; ; ) {
    const due = await findDue(ctx.db, ctx.caId, clock, before, atOnceMax);
    let here = 0;
    for (let at = 0; at < due.length; at += clock.atOnce) {
      const ids = due.slice(at, at + clock.atOnce).map(({ id }) => id);
      here += await deleteSome(ctx, clock, times, before, ids);
    }
    deleted += here;
    if (here === 0 || due.length < atOnceMax) return deleted;
  }
}

async function deleteSome(
  ctx: Context,
  clock: Clock,
  times: RetentionTimes,
  before: Date,
  ids: readonly string[],
): Promise<number> {
  const now = ctx.clock();
  const { rule } = clock;
  const { count, files } = await ctx.db.transaction().execute(async (trx) => {
    const due = await lockDue(trx, ctx.caId, clock, before, ids);
    const [first] = due;
    if (!first) return { count: 0, files: [] as StoredFile[] };
    const locked = due.map(({ id }) => id);
    const found = (await clock.files?.(trx, locked)) ?? [];
    await clock.erase(trx, ctx, locked, now);
    const since = due.reduce((oldest, one) => (one.since < oldest ? one.since : oldest), first.since);
    const subject = clock.atOnce === 1 ? first.name : null;
    const deletion = { rule, ids: locked, files: found, dueAt: dueAt(rule, since, times), ...(subject && { subject }) };
    await recordDeletion(trx, ctx, deletion, { at: now, actor: 'system', requestId: null });
    return { count: locked.length, files: found };
  });
  await forgetFiles(
    ctx,
    files.map((file) => file.store_key),
  );
  return count;
}
