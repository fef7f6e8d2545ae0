import { v7 as uuid } from 'uuid';
import { writeLeaf } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import type { PayEventsTable } from '../db/schema/money.ts';
import { createGathering, type Gathering } from './gather.ts';
import { eventOf, type Kept, keepLot } from './lot.ts';
import { type Observation, type Outcome, observe } from './observe.ts';

export interface Told {
  readonly observation: Observation;
  readonly source: PayEventsTable['source'];
  /** The same for every repetition of this fact from this source. */
  readonly key: string;
}

/** Facts that come together are kept in one transaction: each costs a part of a commit. While the database does one lot, the next is read and proven. */
const together = { most: 32, lots: 2 };
const gatherings = new WeakMap<Context, Gathering<Told, Kept>>();

/** Keeps a fact before it counts, or as it counts. Once this has returned, the fact counts whatever happens: a kill leaves it to `applyLeft`. */
async function keep(ctx: Context, told: Told): Promise<Kept> {
  const gathering = gatherings.get(ctx) ?? createGathering((lot) => keepLot(ctx, lot), together);
  gatherings.set(ctx, gathering);
  try {
    return await gathering.take(told);
  } catch (error) {
    ctx.log.warn({ err: error }, 'facts about money could not be kept together');
    return keepOne(ctx, told);
  }
}

/** One fact that cannot be kept, or a race that is lost, keeps no other from being kept. */
export async function keepOne(ctx: Context, told: Told): Promise<Kept> {
  const kept = await ctx.db
    .insertInto('pay_events')
    .values({ id: uuid(), ca_id: ctx.caId, received_at: ctx.clock(), ...eventOf(told) })
    .onConflict((on) => on.columns(['ca_id', 'channel', 'dedup_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept ?? 'known';
}

/** A lost race, or another who was quicker with the same reference: what he wrote is seen on the next try. */
const retried = new Set(['40001', '40P01', '23505']);
const attemptsMax = 5;

/** Applies what was kept, once; whoever comes second waits and finds it done. @returns what it did, now or before. */
export async function apply(ctx: Context, id: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.transaction().execute((trx) => applyOnce(trx, ctx, id));
    } catch (error) {
      if (attempt === attemptsMax || !retried.has(codeOf(error))) throw error;
    }
  }
}

async function applyOnce(trx: Trx, ctx: Context, id: string): Promise<string> {
  const event = await trx
    .selectFrom('pay_events')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (event.outcome !== null) return event.outcome;
  const outcome: Outcome = await observe(trx, ctx, revive(event));
  const at = ctx.clock();
  await trx.updateTable('pay_events').set({ applied_at: at, outcome }).where('id', '=', id).execute();
  if (outcome === 'nothing' || outcome === 'repeated') return outcome;
  const origin = { ctx, at, actor: 'system', operation: 'payments.observe', requestId: null };
  const { channel, source, subject } = event;
  await writeLeaf(trx, origin, { subject, detail: { channel, source, outcome } });
  return outcome;
}

/** Keeps and applies. What cannot be applied now is applied later: the fact itself is safe. */
export async function tell(ctx: Context, told: Told): Promise<void> {
  const kept = await keep(ctx, told);
  if (kept === 'known' || kept === 'applied') return;
  const { id } = kept;
  await apply(ctx, id).catch((error: unknown) =>
    ctx.log.error({ err: error, event: id }, 'a fact about money could not be applied yet'),
  );
}

const leftAtOnce = 200;

/** Job `payments.apply`: what a kill or a fault left unapplied. @returns how many were applied. */
export async function applyLeft(ctx: Context): Promise<number> {
  const left = await ctx.db
    .selectFrom('pay_events')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('applied_at', 'is', null)
    .orderBy('received_at')
    .limit(leftAtOnce)
    .execute();
  let applied = 0;
  for (const { id } of left)
    try {
      await apply(ctx, id);
      applied += 1;
    } catch (error) {
      ctx.log.error({ err: error, event: id }, 'a fact about money could not be applied yet');
    }
  return applied;
}

type Event = Pick<import('kysely').Selectable<PayEventsTable>, 'about' | 'channel' | 'fact'>;

function revive({ about, channel, fact }: Event): Observation {
  if (about === 'refund' && 'refund' in fact) return { about, channel, fact };
  if (about === 'trade' && 'number' in fact) {
    const { paidAt, ...rest } = fact;
    return { about, channel, fact: paidAt === undefined ? rest : { ...rest, paidAt: new Date(paidAt) } };
  }
  throw new Error(`a kept fact is not about a ${about}`);
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
