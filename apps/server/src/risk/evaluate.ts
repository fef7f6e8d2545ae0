import type { RiskDemand, RiskRule } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';
import { gatherFacts } from './facts.ts';
import { offerStop } from './offer.ts';
import { demandsOf, judgeRisk, type Seen } from './rules.ts';
import { roundOf } from './touch.ts';

interface Occasion {
  readonly at: 'submission' | 'resubmission' | 'approval';
  readonly now: Date;
  readonly approver?: string;
}
export interface Evaluated {
  readonly rules: readonly RiskRule[];
  /** Empty where rules only advise. */
  readonly demands: ReadonlySet<RiskDemand>;
}

/**
 * Judges an order that is locked, or that this transaction made. What fired stays with what it saw, and counts for good: a forger cannot wait it out.
 * Tells the contact on record where a rule asks for it.
 */
export async function evaluateRisk(trx: Trx, ctx: Context, order: OrderRow, occasion: Occasion): Promise<Evaluated> {
  const { now, approver } = occasion;
  const { risk } = await ctx.settings(trx);
  const facts = await gatherFacts(trx, ctx, order, { now, risk, ...(approver === undefined ? {} : { approver }) });
  const fired = judgeRisk(facts, risk);
  const round = await roundOf(trx, order.id);
  for (const { rule, seen } of fired) {
    const id = uuid();
    await trx
      .insertInto('order_risks')
      .values({
        id,
        ca_id: ctx.caId,
        order_id: order.id,
        round,
        rule,
        occasion: occasion.at,
        facts_sealed: ctx.personal.seal(placeOf(id), JSON.stringify(seen)),
        at: now,
      })
      .onConflict((on) => on.doNothing())
      .execute();
  }
  const rules = await rulesOf(trx, order.id);
  const demands = demandsNow(ctx, rules, risk);
  if (demands.has('notice')) await offerStop(trx, ctx, order, now);
  return { rules, demands };
}

export const placeOf = (id: string): string => `order_risks.facts_sealed:${id}`;
export const openSeen = (ctx: Context, row: { readonly id: string; readonly facts_sealed: string | null }): Seen =>
  row.facts_sealed === null ? [] : (JSON.parse(ctx.personal.open(placeOf(row.id), row.facts_sealed)) as Seen);

export const demandsNow = (
  ctx: Pick<Context, 'config'>,
  rules: readonly RiskRule[],
  risk: { readonly secondFrom: number },
): ReadonlySet<RiskDemand> => (ctx.config.areRisksEnforced ? demandsOf(rules, risk) : new Set());

export async function rulesOf(trx: Trx, orderId: string): Promise<RiskRule[]> {
  const rows = await trx.selectFrom('order_risks').select('rule').distinct().where('order_id', '=', orderId).execute();
  return rows.map(({ rule }) => rule);
}

/** When the reset may be opened: counted from the notice, so that the review does not come on top; from now where nobody could be told. */
export async function coolingEnd(
  trx: Trx,
  ctx: Context,
  orderId: string,
  demands: ReadonlySet<RiskDemand>,
  now: Date,
): Promise<Date | null> {
  const { coolingHours } = (await ctx.settings(trx)).risk;
  if (!demands.has('cooling_off') || coolingHours === 0) return null;
  const offer = await trx
    .selectFrom('stop_offers')
    .select('made_at')
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  const end = new Date((offer?.made_at ?? now).getTime() + coolingHours * 3_600_000);
  return end > now ? end : null;
}
