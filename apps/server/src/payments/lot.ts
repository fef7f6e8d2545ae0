import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { writeLeaves } from '../audit/write.ts';
import type { Context, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { type Fee, takeFees } from './fees.ts';
import type { Told } from './inbox.ts';
import { type AttemptRow, faultOf, isPaid, type PaidFact } from './trade.ts';

/** `known`: kept before. `applied`: kept, and it has counted. Else the id under which it is kept and waits to be applied by itself. */
export type Kept = 'known' | 'applied' | { readonly id: string };

/** The same for every repetition of one fact. */
const nameOf = ({ observation, source, key }: Told): string => `${observation.channel} ${source}:${key}`;

/**
 * Keeps facts, and lets the plain ones among them count, in one transaction: money for an order that is unpaid, that nobody else holds
 * at this moment and that is told of only once here. They are judged by the same rules as all others. The rest is kept only.
 * A kill before the commit leaves nothing, and nobody has been thanked.
 */
export async function keepLot(ctx: Context, lot: readonly Told[]): Promise<Kept[]> {
  const first = new Map<string, Told>();
  for (const told of lot) if (!first.has(nameOf(told))) first.set(nameOf(told), told);
  const kept = await ctx.db.transaction().execute((trx) => keepAll(trx, ctx, [...first.values()]));
  // Whoever told the same beside him waits for the first one's end, not for one of his own.
  return lot.map((told) => (first.get(nameOf(told)) === told ? (kept.get(told) ?? 'known') : 'known'));
}

async function keepAll(trx: Trx, ctx: Context, lot: readonly Told[]): Promise<ReadonlyMap<Told, Kept>> {
  const plain = await plainFees(trx, ctx, lot);
  const ids = await insertEvents(trx, ctx, lot, plain);
  const fees = [...plain].filter(([told]) => ids.has(told));
  const taken = fees.map(([, fee]) => fee);
  await takeFees(trx, ctx, taken, { money: 'paid', paid_fen: sql`fee_fen` });
  const at = ctx.clock();
  const origin = { ctx, at, actor: 'system', operation: 'payments.observe', requestId: null };
  const leaves = fees.map(([{ observation, source }, { attempt }]) => ({
    subject: attempt.number,
    detail: { channel: observation.channel, source, outcome: 'order' },
  }));
  await writeLeaves(trx, origin, leaves);
  return new Map([...ids].map(([told, id]) => [told, plain.has(told) ? 'applied' : { id }]));
}

/**
 * An order that somebody holds is passed over: nobody in a lot waits for another's order. So is one that held money before: there the
 * sum is not the fee.
 */
async function plainFees(trx: Trx, ctx: Context, lot: readonly Told[]): Promise<ReadonlyMap<Told, Fee>> {
  const paid = paidFacts(lot);
  const facts = [...paid.values()].map(({ fact }) => fact);
  if (facts.length === 0) return new Map();
  const { rows } =
    await sql<Locked>`select o.*, a.number as attempt, a.channel, a.state, a.amount_fen, a.gateway_reference,
      exists (select from pay_attempts u where u.ca_id = a.ca_id and u.channel = a.channel and u.gateway_reference = f.reference) as is_used
    from unnest(${facts.map(({ number }) => number)}::text[], ${facts.map(({ reference }) => reference)}::text[]) f (number, reference)
      join pay_attempts a on a.number = f.number
      join orders o on o.id = a.order_id
    where a.ca_id = ${ctx.caId} and o.status = 'unpaid' and o.paid_fen = 0 and o.fee_fen = a.amount_fen
    order by o.id, a.number
    for update of o, a skip locked`.execute(trx);
  return judgeAll(paid, rows);
}

type Locked = OrderRow &
  Pick<AttemptRow, 'channel' | 'state' | 'amount_fen' | 'gateway_reference'> & {
    readonly attempt: string;
    readonly is_used: boolean;
  };
type Paid = { readonly told: Told; readonly fact: PaidFact };

/** By the number of their try; of two about one try only the first. */
function paidFacts(lot: readonly Told[]): ReadonlyMap<string, Paid> {
  const found = new Map<string, Paid>();
  for (const told of lot) {
    const { observation } = told;
    if (observation.about !== 'trade' || observation.toldBy !== undefined || !isPaid(observation.fact)) continue;
    if (!found.has(observation.fact.number)) found.set(observation.fact.number, { told, fact: observation.fact });
  }
  return found;
}

/** Of two about one order only the first, and of two that name one reference. Pure. */
function judgeAll(paid: ReadonlyMap<string, Paid>, rows: readonly Locked[]): ReadonlyMap<Told, Fee> {
  const fees = new Map<Told, Fee>();
  const taken = new Set<string>();
  for (const { attempt: number, channel, state, amount_fen, gateway_reference, is_used, ...order } of rows) {
    const found = paid.get(number);
    if (found?.told.observation.channel !== channel) continue;
    const { told, fact } = found;
    const reference = `${channel} ${fact.reference}`;
    if (taken.has(order.id) || taken.has(reference)) continue;
    if (faultOf({ state, amount_fen, gateway_reference }, fact, is_used) !== undefined) continue;
    taken.add(order.id).add(reference);
    fees.set(told, { order, attempt: { number }, fact });
  }
  return fees;
}

/** @returns the ids of those that were not kept before. */
async function insertEvents(
  trx: Trx,
  ctx: Context,
  lot: readonly Told[],
  plain: ReadonlyMap<Told, Fee>,
): Promise<ReadonlyMap<Told, string>> {
  const at = ctx.clock();
  // In one order everywhere: two lots that keep the same facts wait for one another, and never in a ring.
  const sorted = [...lot].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const rows = sorted.map((told) => ({ told, id: uuid(), ...eventOf(told), isPlain: plain.has(told) }));
  const { rows: kept } = await sql<{ id: string }>`
    insert into pay_events (id, ca_id, channel, dedup_key, source, about, subject, fact, received_at, applied_at, outcome)
    select e.id, ${ctx.caId}, e.channel, e.dedup_key, e.source, e.about, e.subject, e.fact::jsonb, ${at}::timestamptz,
      case when e.is_plain then ${at}::timestamptz end, case when e.is_plain then 'order' end
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ channel }) => channel)}::text[],
      ${rows.map(({ dedup_key }) => dedup_key)}::text[], ${rows.map(({ source }) => source)}::text[],
      ${rows.map(({ about }) => about)}::text[], ${rows.map(({ subject }) => subject)}::text[],
      ${rows.map(({ fact }) => fact)}::text[], ${rows.map(({ isPlain }) => isPlain)}::boolean[])
      e (id, channel, dedup_key, source, about, subject, fact, is_plain)
    on conflict (ca_id, channel, dedup_key) do nothing
    returning id`.execute(trx);
  const fresh = new Set(kept.map(({ id }) => id));
  return new Map(rows.flatMap(({ told, id }) => (fresh.has(id) ? [[told, id] as const] : [])));
}

/** A fact as the inbox keeps it. */
export function eventOf({ observation, source, key }: Told) {
  const { about, channel, fact } = observation;
  return {
    channel,
    dedup_key: `${source}:${key}`,
    source,
    about,
    subject: observation.about === 'trade' ? observation.fact.number : observation.fact.refund,
    fact: JSON.stringify(fact),
  };
}
