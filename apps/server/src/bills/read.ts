import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import type { BillLine, GatewayName } from '../payments/channels/channel.ts';

export interface BillKey {
  readonly channel: GatewayName;
  readonly day: string;
}

const linesAtOnce = 500;

/**
 * Fetches a bill and keeps its lines in the place of those that were read before; never more than some hundred lines in memory.
 * Two who read the same bill at once meet at the key of its lines: the second gives up. @returns the bill's id.
 * @throws GatewayFault, GatewayRefusal as the gateway says; the bill is then `failed` and its lines are gone.
 */
export async function readBill(ctx: Context, { channel, day }: BillKey): Promise<string> {
  const gateway = ctx.channels.get(channel);
  if (!gateway) throw new Error(`this installation has no ${channel}`);
  const bill = await begin(ctx, { channel, day });
  let lines: BillLine[] = [];
  let count = 0;
  const store = async () => {
    if (lines.length === 0) return;
    const values = lines.map((line, i) => ({
      bill_id: bill,
      line: count + i,
      kind: line.kind,
      number: line.number,
      reference: line.reference,
      refund: line.refund ?? null,
      amount_fen: line.amountFen,
      at: line.at,
    }));
    await ctx.db.insertInto('bill_lines').values(values).execute();
    count += lines.length;
    lines = [];
  };
  for await (const line of gateway.bill(day)) {
    lines.push(line);
    if (lines.length === linesAtOnce) await store();
  }
  await store();
  await sumUp(ctx, bill);
  return bill;
}

/** A bill is begun anew by deleting what an earlier reading, or one that was killed, left of it. */
const begin = (ctx: Context, { channel, day }: BillKey): Promise<string> =>
  ctx.db.transaction().execute(async (trx) => {
    const asked = { state: 'awaited', failure: null, asked_at: ctx.clock() } as const;
    const { id } = await trx
      .insertInto('bills')
      .values({ id: uuid(), ca_id: ctx.caId, channel, day, ...asked })
      .onConflict((on) => on.columns(['ca_id', 'channel', 'day']).doUpdateSet(asked))
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.deleteFrom('bill_lines').where('bill_id', '=', id).execute();
    return id;
  });

const sumUp = (ctx: Context, bill: string) =>
  sql`update bills set state = 'read',
      paid_lines = sums.paid_lines, paid_fen = sums.paid_fen, refunded_lines = sums.refunded_lines, refunded_fen = sums.refunded_fen
    from (select count(*) filter (where kind = 'paid') as paid_lines,
        coalesce(sum(amount_fen) filter (where kind = 'paid'), 0) as paid_fen,
        count(*) filter (where kind = 'refunded') as refunded_lines,
        coalesce(sum(amount_fen) filter (where kind = 'refunded'), 0) as refunded_fen
      from bill_lines where bill_id = ${bill}) as sums
    where id = ${bill}`.execute(ctx.db);

/** Why a bill could not be read, for the page. */
export async function failBill(ctx: Context, { channel, day }: BillKey, failure: string): Promise<void> {
  await ctx.db
    .updateTable('bills')
    .set({ state: 'failed', failure })
    .where('ca_id', '=', ctx.caId)
    .where('channel', '=', channel)
    .where('day', '=', day)
    .execute();
}
