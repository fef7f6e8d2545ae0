import { bridgeMessage, peekMessage, rawPublicKey, signMessage, ticket, type WireMessage } from '@jiesuo/ceremony';
import type { Context, Trx } from '../../context.ts';
import type { OrderRow } from '../../orders/move.ts';
import type { EvidenceBundle, KeptEvidence, NewBundle } from './bundle.ts';
import { custodianOf, decisionsOf, secondsOf } from './decisions.ts';
import { gatherRisks, risksDigest } from './risks.ts';

/** Gathers, signs and keeps the evidence in the transaction that completes the order: no completed reset without it. */
export async function keepEvidence(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  ceremonyId: string,
  now: Date,
): Promise<void> {
  const risks = await gatherRisks(trx, ctx, order.id);
  const bundle = await gather(trx, ctx, order, { ceremonyId, risks: risksDigest(order.number, risks), now });
  const file: KeptEvidence = {
    evidence: signMessage(bundle, ctx.portalKey.privateKey),
    portalKey: rawPublicKey(ctx.portalKey.publicKey).toString('base64url'),
    risks,
  };
  await trx
    .insertInto('evidence')
    .values({
      order_id: order.id,
      ca_id: ctx.caId,
      bundle: JSON.stringify(file),
      prompt: bundle.prompt ? JSON.stringify(bundle.prompt) : null,
      created_at: now,
    })
    .execute();
}

interface Completion {
  readonly ceremonyId: string;
  /** `risksDigest`. */
  readonly risks: string;
  readonly now: Date;
}

async function gather(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  { ceremonyId, risks, now }: Completion,
): Promise<NewBundle> {
  const ukey = await trx.selectFrom('ukeys').selectAll().where('id', '=', order.ukey_id).executeTakeFirstOrThrow();
  const consents = await trx
    .selectFrom('consents')
    .selectAll()
    .where('account_id', '=', order.account_id)
    .where((eb) => eb.or([eb('order_id', '=', order.id), eb('order_id', 'is', null)]))
    .orderBy('given_at')
    .execute();
  const materials = await trx
    .selectFrom('materials')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('replaced_at', 'is', null)
    .orderBy('kind')
    .execute();
  const leaves = await trx
    .selectFrom('audit_leaves')
    .select(['id', 'operation', 'leaf_hash'])
    .where('ca_id', '=', ctx.caId)
    .where('subject', '=', order.number)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const { method } = await trx
    .selectFrom('ceremonies')
    .select('method')
    .where('id', '=', ceremonyId)
    .executeTakeFirstOrThrow();
  const legs = await gatherLegs(trx, ceremonyId);
  return {
    v: 2,
    type: 'evidence',
    ca: (await ctx.settings(trx)).caName,
    order: order.number,
    orderedAt: order.created_at.toISOString(),
    completedAt: now.toISOString(),
    subscriber: order.customer_name,
    ukey: {
      serial: order.ukey_serial,
      certificate: ukey.certificate.toString('base64'),
      fingerprint: order.fingerprint,
    },
    consents: consents.map((c) => ({
      kind: c.kind,
      version: c.version,
      textHash: c.text_hash,
      givenAt: c.given_at.toISOString(),
      withdrawnAt: c.withdrawn_at?.toISOString() ?? null,
    })),
    texts: await textsOf(trx, ctx, consents),
    materials: materials.map((m) => ({
      kind: m.kind,
      uploadedSha256: m.uploaded_sha256,
      keptSha256: m.kept_sha256,
      verdict: m.verdict,
      uploadedAt: m.uploaded_at.toISOString(),
    })),
    decisions: await decisionsOf(trx, order.id),
    seconds: await secondsOf(trx, order.id),
    risks,
    method,
    custodian: await custodianOf(trx, order.id),
    audit: leaves.map((l) => ({ id: l.id, operation: l.operation, leafHash: l.leaf_hash.toString('hex') })),
    ceremony: ceremonyId,
    ...promptOf(legs),
    legs,
  };
}

/** Of the leg that completed, which is the last: the portal's ticket demands, the bridge's own message tells. */
function promptOf(legs: EvidenceBundle['legs']): Pick<EvidenceBundle, 'prompt'> {
  const last = legs.at(-1);
  const demanded = last && peekMessage(last.ticket, ticket).reset?.prompt;
  if (!demanded) return {};
  const told = last.exchanges.map(({ request }) => peekMessage(request, bridgeMessage));
  const changed = told.findLast((message) => message.type === 'changed');
  return { prompt: { demanded, used: changed?.prompt ?? null } };
}

async function textsOf(
  trx: Trx,
  { caId }: Context,
  consents: readonly { readonly text_hash: string }[],
): Promise<NewBundle['texts']> {
  if (consents.length === 0) return [];
  const hashes = consents.map(({ text_hash }) => text_hash);
  return trx
    .selectFrom('consent_texts')
    .select(['text_hash as textHash', 'zh', 'en'])
    .where('ca_id', '=', caId)
    .where('text_hash', 'in', hashes)
    .orderBy('text_hash')
    .execute();
}

async function gatherLegs(trx: Trx, ceremonyId: string): Promise<EvidenceBundle['legs']> {
  const pairings = await trx
    .selectFrom('pairings')
    .selectAll()
    .where('ceremony_id', '=', ceremonyId)
    .orderBy('leg')
    .execute();
  const messages = await trx
    .selectFrom('ceremony_messages')
    .selectAll()
    .where('ceremony_id', '=', ceremonyId)
    .orderBy('leg')
    .orderBy('seq')
    .execute();
  return pairings.flatMap((p) =>
    p.hello === null || p.ticket === null
      ? []
      : [
          {
            leg: p.leg,
            hello: JSON.parse(p.hello) as WireMessage,
            ticket: p.ticket,
            exchanges: messages.filter((m) => m.leg === p.leg).map((m) => ({ request: m.request, answer: m.answer })),
          },
        ],
  );
}
