import { randomBytes } from 'node:crypto';
import {
  type BridgeMessage,
  proofMessage,
  type ServerEffect,
  type ServerEvent,
  type ServerMessage,
  type ServerRefusal,
  type ServerState,
  serverStep,
  type Unnumbered,
  type WireMessage,
} from '@jiesuo/ceremony';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import type { RefusalCode } from '@jiesuo/contract';
import type { Context, Trx } from '../context.ts';
import { moveOrder, type OrderRow, recordEvent } from '../orders/move.ts';
import { Refusal } from '../refusal.ts';
import { answer as answerBy } from './answers.ts';
import { noteCounters } from './claims.ts';
import { keepEvidence } from './evidence/make.ts';
import type { CeremonyRow } from './live.ts';
import type { Prepared } from './prepare.ts';
import { assertReleasable, release, settleSecrets } from './release.ts';

export interface StepFacts {
  readonly trx: Trx;
  readonly ctx: Context;
  readonly order: OrderRow;
  readonly ceremony: CeremonyRow;
  readonly message: BridgeMessage;
  readonly request: WireMessage;
  readonly prepared: Prepared | undefined;
  readonly seal: (answer: Unnumbered<ServerMessage>) => WireMessage;
  readonly now: Date;
}
export interface StepResult {
  readonly state: ServerState;
  readonly answer: WireMessage;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  /** What must come after the exchange itself is stored. */
  readonly afterwards?: () => Promise<void>;
}

const refusalOf: Readonly<Record<ServerRefusal, RefusalCode>> = {
  out_of_turn: 'message_refused',
  ticket_expired: 'ticket_wrong',
  authorisations_used_up: 'authorisations_used_up',
  ended: 'ticket_wrong',
};

/** Runs the pure machine over one message, inside the transaction that commits state, audit and answer together. */
export async function takeStep(facts: StepFacts): Promise<StepResult> {
  const { order, ceremony, message, now } = facts;
  if (message.type === 'authorise' || message.type === 'unblock') await assertInForce(facts);
  if (message.type === 'authorise' && ceremony.state.method === 'trusted_bridge') await assertReleasable(facts);
  let state = ceremony.state;
  let answer: WireMessage | undefined;
  let afterwards: StepResult['afterwards'];
  const detail: Record<string, string | number | boolean> = {};
  const events: ServerEvent[] = [
    { type: 'message', message, authorisationsLeft: order.authorisations_max - order.authorisations },
  ];
  for (let event = events.shift(); event; event = events.shift()) {
    const step = serverStep(state, event, now);
    if ('refusal' in step) throw new Refusal(refusalOf[step.refusal], { inside: step.refusal });
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type === 'send') answer = facts.seal(effect.message);
      else if (effect.type === 'complete') {
        // Before the evidence is made, and said in the leaf: what the UKey holds now.
        if (effect.holds !== null) {
          await settleSecrets(facts, effect.holds);
          detail['holds'] = effect.holds;
        }
        afterwards = () => complete(facts);
      } else {
        const next = await carryOut(facts, effect, detail);
        if (next) events.push(next);
      }
    }
  }
  if (!answer) throw new Error(`the machine gave no answer to ${message.type}`);
  if (state.status === 'failed' && ceremony.status !== 'failed')
    await recordEvent(facts.trx, order, 'reset_failed', now, state.failure ?? undefined);
  return { state, answer, detail, ...(afterwards ? { afterwards } : {}) };
}

/** A withdrawn approval, a stopped order and a UKey reported lost since the ticket was made answer no challenge; what K already did is still heard. */
async function assertInForce({ trx, order }: StepFacts): Promise<void> {
  if (order.status !== 'awaiting_reset') throw new Refusal('order_state');
  if (order.stopped_at) throw new Refusal('order_state', { inside: 'the order was stopped' });
  const { status } = await trx
    .selectFrom('ukeys')
    .select('status')
    .where('id', '=', order.ukey_id)
    .executeTakeFirstOrThrow();
  if (status !== 'active') throw new Refusal('order_state', { inside: `the UKey is ${status}` });
}

async function carryOut(
  facts: StepFacts,
  effect: Exclude<ServerEffect, { type: 'send' | 'complete' }>,
  detail: Record<string, string | number | boolean>,
): Promise<ServerEvent | undefined> {
  const { trx, ctx, order, ceremony, now } = facts;
  switch (effect.type) {
    case 'authorise':
      await trx
        .updateTable('orders')
        .set({ authorisations: order.authorisations + 1 })
        .where('id', '=', order.id)
        .execute();
      detail['authorised'] = true;
      detail['authorisation'] = order.authorisations + 1;
      detail['secretVersion'] = ceremony.secret_version;
      return undefined;
    case 'makeVerify':
    case 'makeUnblock':
    case 'makeResponse':
    case 'checkAnswer':
      return answerBy(facts, effect);
    case 'makeRelease':
      return release(facts, effect.holds, detail);
    case 'makeNonce':
      return { type: 'nonce_made', nonce: randomBytes(32).toString('hex') };
    case 'checkProof':
      return { type: 'proof_checked', isGood: await isProofGood(facts, effect) };
    case 'secretWrong':
      detail['secretWrong'] = true;
      await trx
        .updateTable('admin_secrets')
        .set({ is_wrong: true })
        .where('ukey_id', '=', ceremony.ukey_id)
        // Of a UKey whose secret was released, neither the one nor the other.
        .where((eb) => eb.or([eb('version', '=', ceremony.secret_version), eb('state', '=', 'proposed')]))
        .execute();
      ctx.log.error({ ceremony: ceremony.id, order: order.number }, 'the UKey refused the registered admin secret');
      return undefined;
    case 'counters':
      await noteCounters(trx, ceremony.ukey_id, effect.userTriesLeft, effect.adminTriesLeft, now);
      return undefined;
  }
}

async function isProofGood(
  { trx, ceremony, message }: StepFacts,
  effect: Extract<ServerEffect, { type: 'checkProof' }>,
): Promise<boolean> {
  const ukey = await trx
    .selectFrom('ukeys')
    .select('certificate')
    .where('id', '=', ceremony.ukey_id)
    .executeTakeFirstOrThrow();
  const certificate = parseCertificate(ukey.certificate);
  const algorithm = { sm2: 'sm2-sm3', rsa: 'rsa-sha256', ec: 'ecdsa-sha256' }[certificate.key.kind];
  if (certificate.fingerprint !== ceremony.state.fingerprint || algorithm !== effect.algorithm) return false;
  return verifySignature(
    certificate,
    proofMessage(message.ceremony, effect.nonce, effect.transcript),
    Buffer.from(effect.signature, 'base64url'),
  );
}

async function complete(facts: StepFacts): Promise<void> {
  const { trx, ctx, order, ceremony, now } = facts;
  await keepEvidence(trx, ctx, order, ceremony.id, now);
  // `authorisations` may have been counted since `order` was read; `moveOrder` does not touch it.
  await moveOrder(trx, ctx, order, 'complete', { now });
}
