import { randomBytes } from 'node:crypto';
import {
  beginChain,
  type Hello,
  hello as helloShape,
  MessageFault,
  openMessage,
  openServer,
  payloadHash,
  peekMessage,
  type ServerState,
  serverStep,
  sha256,
  signMessage,
  type Ticket,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import { openAccount, readAccount } from '../accounts/account.ts';
import type { Leaf } from '../audit/leaf.ts';
import type { Context, Trx } from '../context.ts';
import { custodyOf } from '../custody/custody.ts';
import type { PairingsTable } from '../db/schema/ceremonies.ts';
import type { UkeysTable } from '../db/schema/ukeys.ts';
import { handle } from '../operation.ts';
import { type OrderRow, recordEvent } from '../orders/move.ts';
import { maskMobile } from '../personal/mask.ts';
import { Refusal } from '../refusal.ts';
import { pinPolicyFor } from '../texts/pinPolicy.ts';
import { adminTriesMax, adminTriesNeeded, ticketMethod } from '../ukeys/models.ts';
import { liveCeremony } from './live.ts';
import { judgeReset, pairingHash } from './pair.ts';
import { sealTails } from './tails.ts';
import { isBridgeTooOld } from './version.ts';

type PairingRow = Selectable<PairingsTable>;
/** R1 of mutual authentication (docs/protocol.md §1a). */
const hostChallengeLength = 16;
/** Long enough to choose and type a PIN twice. */
const ticketSeconds = 600;

/** The pairing code is traded for a ticket, once, bound to the two keys in `hello`. The same hello again gets the same ticket: an answer may get lost. */
export const redeem = handle('ceremonies.redeem', async ({ code, hello: wire }, { ctx, now, write }) => {
  const hello = openHello(wire, code);
  const helloHash = payloadHash(wire).toString('hex');
  const known = await ctx.db
    .selectFrom('pairings')
    .selectAll()
    .where('code_hash', '=', pairingHash(code))
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirst();
  if (!known) throw new Refusal('pairing_wrong');
  if (isBridgeTooOld(hello.version)) {
    await write((trx, leaf) => markTooOld(trx, leaf, known.id, hello.version));
    throw new Refusal('bridge_too_old');
  }
  // Sealing is asynchronous, so it happens before the transaction; what it is bound to is this hello.
  const sealed = known.purpose === 'reset' ? await sealTails(ctx, known, hello, helloHash) : null;
  return write(async (trx, leaf) => {
    const pairing = await lockPairing(trx, known.id);
    if (pairing.state !== 'waiting') {
      if (pairing.hello !== JSON.stringify(wire) || !pairing.ticket) throw new Refusal('pairing_wrong');
      leaf({ detail: { pairing: pairing.id, again: true } });
      return { ticket: pairing.ticket, sealed: pairing.sealed };
    }
    if (now > pairing.expires_at) throw new Refusal('pairing_wrong');
    const { mobile } = openAccount(ctx, await readAccount(trx, ctx.caId, pairing.account_id));
    const common = { hello: helloHash, account: maskMobile(mobile), ca: (await ctx.settings(trx)).caName };
    const opened =
      pairing.purpose === 'read'
        ? openRead(ctx, pairing, common, now)
        : await openReset(trx, ctx, pairing, common, sealed ?? '', now);
    await trx
      .updateTable('pairings')
      .set({
        state: 'paired',
        hello: JSON.stringify(wire),
        ticket: JSON.stringify(opened.ticket),
        sealed,
        chain: JSON.stringify(beginChain(opened.ceremony, opened.leg, opened.ticket)),
        ceremony_id: opened.ceremony,
        leg: opened.leg,
        redeemed_at: now,
      })
      .where('id', '=', pairing.id)
      .execute();
    leaf({
      ...(opened.subject === undefined ? {} : { subject: opened.subject }),
      detail: { pairing: pairing.id, purpose: pairing.purpose, ceremony: opened.ceremony, leg: opened.leg },
    });
    return { ticket: opened.ticket, sealed };
  });
});

/** The page that waits must hear it, too: the window is not its to ask. */
async function markTooOld(trx: Trx, leaf: (entry: Leaf) => void, id: string, version: string): Promise<void> {
  await trx
    .updateTable('pairings')
    .set({ state: 'too_old' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
  leaf({ detail: { pairing: id, bridge: version } });
}

function openHello(wire: WireMessage, code: string): Hello {
  try {
    const { signKey } = peekMessage(wire, helloShape);
    const hello = openMessage(wire, Buffer.from(signKey, 'base64url'), helloShape);
    if (hello.pairing !== pairingHash(code))
      throw new Refusal('message_refused', { inside: 'the hello is for another code' });
    return hello;
  } catch (fault) {
    if (fault instanceof MessageFault) throw new Refusal('message_refused', { inside: fault.message });
    throw fault;
  }
}

/** The log-in that asked must still stand: a log-out takes its codes back. */
async function lockPairing(trx: Trx, id: string): Promise<PairingRow> {
  const row = await trx
    .selectFrom('pairings')
    .innerJoin('sessions', 'sessions.id', 'pairings.session_id')
    .selectAll('pairings')
    .where('pairings.id', '=', id)
    .where('sessions.ended_at', 'is', null)
    .forUpdate('pairings')
    .executeTakeFirst();
  if (!row) throw new Refusal('pairing_wrong');
  return row;
}

interface Opened {
  readonly ticket: WireMessage;
  readonly ceremony: string;
  readonly leg: number;
  readonly subject?: string;
}
type Common = Pick<Ticket, 'hello' | 'account' | 'ca'>;

const sign = (ctx: Context, ticket: Ticket): WireMessage => signMessage(ticket, ctx.portalKey.privateKey);
const ticketBase = (ctx: Context, common: Common, now: Date) =>
  ({
    v: 1,
    type: 'ticket',
    ...common,
    portal: ctx.config.portal.origin,
    issuedAt: now.toISOString(),
    validSeconds: ticketSeconds,
  }) as const;

function openRead(ctx: Context, pairing: PairingRow, common: Common, now: Date): Opened {
  const at = { ceremony: pairing.id, leg: 1 };
  return { ...at, ticket: sign(ctx, { ...ticketBase(ctx, common, now), ...at, purpose: 'read', reset: null }) };
}

/** Locks order, then UKey; judges again; joins the ceremony that is live or opens one. */
async function openReset(
  trx: Trx,
  ctx: Context,
  pairing: PairingRow,
  common: Common,
  sealed: string,
  now: Date,
): Promise<Opened> {
  const { number, ukey } = await lockBoth(trx, pairing);
  const order = await judgeReset(trx, ctx, pairing.account_id, number, now);
  const live = await liveCeremony(trx, ukey.id);
  const custody = await custodyOf(trx, ctx, order);
  // A ceremony keeps the method that it was opened with.
  const by = custody && ticketMethod(custody.model, live?.state.method ?? custody.method);
  if (!by) throw new Refusal('order_state', { inside: 'the model has no such method' });
  const hostChallenge = randomBytes(hostChallengeLength).toString('hex');
  const ceremony = live?.id ?? uuid();
  const leg = (live?.state.chain.leg ?? 0) + 1;
  const { pinPrompt } = await ctx.settings(trx);
  const ticket = sign(ctx, {
    ...ticketBase(ctx, common, now),
    ceremony,
    leg,
    purpose: 'reset',
    reset: {
      order: order.number,
      subscriber: order.customer_name,
      serial: order.ukey_serial,
      certificateSerial: order.certificate_serial,
      fingerprint: order.fingerprint,
      ...(by.method === 'challenge_response' ? { ...by, hostChallenge } : by),
      pinPolicy: pinPolicyFor(await ctx.texts(trx), custody.model),
      prompt: pinPrompt,
      sealed: sha256(Buffer.from(sealed, 'base64url')).toString('hex'),
      previous: live?.state.chain.transcript ?? null,
    },
  });
  const chain = beginChain(ceremony, leg, ticket);
  const ticketExpiresAt = new Date(now.getTime() + ticketSeconds * 1000).toISOString();
  const facts = { chain, ticketExpiresAt, hostChallenge: by.method === 'challenge_response' ? hostChallenge : null };
  if (live) await nextLeg(trx, live.id, serverStep(live.state, { type: 'leg', ...facts }, now), now);
  else {
    const state = openServer({
      ...facts,
      method: by.method,
      challengeProfile: by.method === 'challenge_response' ? by.profile : null,
      order: order.number,
      serial: order.ukey_serial,
      fingerprint: order.fingerprint,
      adminTriesMax: adminTriesMax(custody.model),
      adminTriesNeeded: adminTriesNeeded(custody.model),
    });
    await openCeremony(trx, ctx, order, ukey, ceremony, state, now);
  }
  return { ceremony, leg, ticket, subject: order.number };
}

/** Before anything is judged: a loss that is reported in between must wait for this ticket, or be seen by it. */
async function lockBoth(trx: Trx, pairing: PairingRow): Promise<{ number: string; ukey: Selectable<UkeysTable> }> {
  const order = await trx
    .selectFrom('orders')
    .select(['number', 'ukey_id'])
    .where('id', '=', pairing.order_id)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw new Refusal('pairing_wrong');
  const ukey = await trx
    .selectFrom('ukeys')
    .selectAll()
    .where('id', '=', order.ukey_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { number: order.number, ukey };
}

async function nextLeg(trx: Trx, id: string, step: ReturnType<typeof serverStep>, now: Date): Promise<void> {
  if ('refusal' in step) throw new Refusal('order_state', { inside: step.refusal });
  await trx
    .updateTable('ceremonies')
    .set({ state: JSON.stringify(step.state), status: step.state.status, failure: null, updated_at: now })
    .where('id', '=', id)
    .execute();
}

async function openCeremony(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  ukey: Selectable<UkeysTable>,
  id: string,
  state: ServerState,
  now: Date,
): Promise<void> {
  const secret = await trx
    .selectFrom('admin_secrets')
    .select('version')
    .where('ukey_id', '=', ukey.id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!secret) throw new Refusal('order_state', { inside: 'no active admin secret' });
  await trx
    .insertInto('ceremonies')
    .values({
      id,
      ca_id: ctx.caId,
      order_id: order.id,
      ukey_id: ukey.id,
      status: 'opened',
      failure: null,
      method: state.method,
      secret_version: secret.version,
      state: JSON.stringify(state),
      created_at: now,
      updated_at: now,
    })
    .execute();
  await recordEvent(trx, order, 'reset_started', now);
  if (ukey.contact_sealed === null) return;
  // The contact in the CA's own registry hears of it, whoever holds the account (threat T1).
  await ctx.sms.queue(trx, {
    to: ctx.personal.open(`ukeys.contact_sealed:${ukey.id}`, ukey.contact_sealed),
    template: 'reset_opened',
    variables: { number: order.number },
    orderId: order.id,
    onceKey: `reset_opened:${id}`,
  });
}
