import {
  advance,
  type BridgeMessage,
  bridgeMessage,
  isNext,
  MessageFault,
  numberAnswer,
  openMessage,
  payloadHash,
  peekMessage,
  type ServerMessage,
  signMessage,
  type Unnumbered,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { Selectable } from 'kysely';
import type { Leaf } from '../audit/leaf.ts';
import type { Context, Trx } from '../context.ts';
import type { PairingsTable } from '../db/schema/ceremonies.ts';
import { handle } from '../operation.ts';
import type { OrderRow } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { judgeClaims } from './claims.ts';
import type { CeremonyRow } from './live.ts';
import { type Prepared, prepare } from './prepare.ts';
import { takeStep } from './step.ts';

type PairingRow = Selectable<PairingsTable>;

/** One message of the bridge, one answer. The same bytes again get the stored answer and change nothing. */
export const exchange = handle('ceremonies.exchange', async ({ message: wire }, { ctx, now, write }) => {
  const { message, pairing } = await openFromLeg(ctx, wire);
  const prepared = pairing.purpose === 'reset' ? await prepare(ctx, pairing, message) : undefined;
  const about = { method: 'read', step: message.type };
  const span = ctx.traces.begin('ceremony.step', { step: message.type });
  let status = 'failed';
  try {
    return await write(async (trx, leaf) => {
      const answer =
        pairing.purpose === 'read'
          ? await answerRead(trx, ctx, pairing.id, message, wire, now)
          : await answerReset(trx, ctx, pairing, message, wire, prepared, now);
      leaf(answer.leaf);
      about.method = answer.method;
      status = answer.status;
      return { answer: answer.wire };
    });
  } catch (error) {
    status = error instanceof Refusal ? 'refused' : 'failed';
    throw error;
  } finally {
    ctx.metrics.stepped(about.method, about.step, status);
    span?.end(status, { isFault: status === 'failed', attributes: { method: about.method } });
    if (prepared?.kind === 'temp') prepared.temp.fill(0);
  }
});

/** Finds the leg that the message names and checks the signature by that leg's key. */
async function openFromLeg(ctx: Context, wire: WireMessage): Promise<{ message: BridgeMessage; pairing: PairingRow }> {
  try {
    const unverified = peekMessage(wire, bridgeMessage);
    const pairing = await ctx.db
      .selectFrom('pairings')
      .selectAll()
      .where('ceremony_id', '=', unverified.ceremony)
      .where('leg', '=', unverified.leg)
      .where('ca_id', '=', ctx.caId)
      .executeTakeFirst();
    if (!pairing?.hello) throw new Refusal('ticket_wrong');
    const hello = JSON.parse(
      Buffer.from((JSON.parse(pairing.hello) as WireMessage).payload, 'base64url').toString(),
    ) as { signKey: string };
    return { message: openMessage(wire, Buffer.from(hello.signKey, 'base64url'), bridgeMessage), pairing };
  } catch (fault) {
    if (fault instanceof MessageFault) throw new Refusal('message_refused', { inside: fault.message });
    throw fault;
  }
}

/** @throws Refusal when this place in the conversation was taken by another message. */
async function storedAnswer(trx: Trx, message: BridgeMessage, wire: WireMessage): Promise<WireMessage | undefined> {
  const row = await trx
    .selectFrom('ceremony_messages')
    .selectAll()
    .where('ceremony_id', '=', message.ceremony)
    .where('leg', '=', message.leg)
    .where('seq', '=', message.seq)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.request_hash !== payloadHash(wire).toString('hex'))
    throw new Refusal('message_refused', { inside: 'another message has this number' });
  return row.answer;
}

interface Answer {
  readonly wire: WireMessage;
  readonly leaf: Leaf;
  /** For the figures: the way of the reset, and what the ceremony is now. */
  readonly method: string;
  readonly status: string;
}

async function answerRead(
  trx: Trx,
  ctx: Context,
  pairingId: string,
  message: BridgeMessage,
  wire: WireMessage,
  now: Date,
): Promise<Answer> {
  const pairing = await trx
    .selectFrom('pairings')
    .selectAll()
    .where('id', '=', pairingId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const twice = await storedAnswer(trx, message, wire);
  const about = { method: 'read', status: 'done' };
  if (twice) return { ...about, wire: twice, leaf: { detail: { pairing: pairingId, again: true } } };
  const chain = pairing.chain;
  if (!chain || message.type !== 'ukeys' || !isNext(chain, message))
    throw new Refusal('message_refused', { inside: 'out of turn' });
  const readings = await judgeClaims(trx, ctx, message.claims, now);
  const answer = signMessage(numberAnswer(chain, wire, { type: 'noted' }), ctx.portalKey.privateKey);
  await keep(trx, message, wire, answer, now);
  await trx
    .updateTable('pairings')
    .set({ readings: JSON.stringify(readings), state: 'done', chain: JSON.stringify(advance(chain, wire, answer)) })
    .where('id', '=', pairingId)
    .execute();
  return {
    ...about,
    wire: answer,
    leaf: {
      detail: {
        pairing: pairingId,
        message: message.type,
        serials: readings.map((r) => r.claimedSerial),
        verdicts: readings.map((r) => r.verdict),
      },
    },
  };
}

async function answerReset(
  trx: Trx,
  ctx: Context,
  pairing: PairingRow,
  message: BridgeMessage,
  wire: WireMessage,
  prepared: Prepared | undefined,
  now: Date,
): Promise<Answer> {
  const { order, ceremony } = await lockBoth(trx, message.ceremony);
  const twice = await storedAnswer(trx, message, wire);
  const { method } = ceremony;
  if (twice)
    return {
      method,
      status: 'again',
      wire: twice,
      leaf: { subject: order.number, detail: { ceremony: ceremony.id, again: true } },
    };
  const chain = ceremony.state.chain;
  // A newer window has taken the ceremony over: this one must say so, not that its bridge failed a check.
  if (message.leg < chain.leg) throw new Refusal('ceremony_live', { inside: 'a newer leg' });
  const seal = (unnumbered: Unnumbered<ServerMessage>): WireMessage =>
    signMessage(numberAnswer(chain, wire, unnumbered), ctx.portalKey.privateKey);
  const step = await takeStep({ trx, ctx, order, ceremony, message, request: wire, prepared, seal, now });
  await keep(trx, message, wire, step.answer, now);
  const state = { ...step.state, chain: advance(chain, wire, step.answer) };
  await trx
    .updateTable('ceremonies')
    .set({ state: JSON.stringify(state), status: state.status, failure: state.failure, updated_at: now })
    .where('id', '=', ceremony.id)
    .execute();
  if (state.step === 'ended')
    await trx.updateTable('pairings').set({ state: 'done' }).where('id', '=', pairing.id).execute();
  if (step.afterwards) await step.afterwards();
  return {
    method,
    status: state.status,
    wire: step.answer,
    leaf: {
      subject: order.number,
      detail: {
        ceremony: ceremony.id,
        leg: message.leg,
        message: message.type,
        status: state.status,
        failure: state.failure,
        ...step.detail,
      },
    },
  };
}

/** Order first, then ceremony: the one order of locks, everywhere. */
async function lockBoth(trx: Trx, ceremonyId: string): Promise<{ order: OrderRow; ceremony: CeremonyRow }> {
  const found = await trx.selectFrom('ceremonies').select('order_id').where('id', '=', ceremonyId).executeTakeFirst();
  if (!found) throw new Refusal('ticket_wrong');
  const order = await trx
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', found.order_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const ceremony = await trx
    .selectFrom('ceremonies')
    .selectAll()
    .where('id', '=', ceremonyId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { order, ceremony };
}

async function keep(
  trx: Trx,
  message: BridgeMessage,
  request: WireMessage,
  answer: WireMessage,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('ceremony_messages')
    .values({
      ceremony_id: message.ceremony,
      leg: message.leg,
      seq: message.seq,
      request: JSON.stringify(request),
      request_hash: payloadHash(request).toString('hex'),
      answer: JSON.stringify(answer),
      at: now,
    })
    .execute();
}
