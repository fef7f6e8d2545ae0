import { bridgeMessage, peekMessage, rawPublicKey, signMessage, ticket, type WireMessage } from '@jiesuo/ceremony';
import type { Context, Trx } from '../../context.ts';
import type { OrderRow } from '../../orders/move.ts';
import type { EvidenceBundle, EvidenceFile } from './bundle.ts';

/** Gathers, signs and keeps the evidence in the transaction that completes the order: no completed reset without it. */
export async function keepEvidence(
  trx: Trx,
  ctx: Context,
  order: OrderRow,
  ceremonyId: string,
  now: Date,
): Promise<void> {
  const bundle = await gather(trx, ctx, order, ceremonyId, now);
  const file: EvidenceFile = {
    evidence: signMessage(bundle, ctx.portalKey.privateKey),
    portalKey: rawPublicKey(ctx.portalKey.publicKey).toString('base64url'),
  };
  await trx
    .insertInto('evidence')
    .values({ order_id: order.id, ca_id: ctx.caId, bundle: JSON.stringify(file), created_at: now })
    .execute();
}

async function gather(trx: Trx, ctx: Context, order: OrderRow, ceremonyId: string, now: Date): Promise<EvidenceBundle> {
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
  const reviewer =
    order.decided_by === null
      ? undefined
      : await trx.selectFrom('staff').select('name').where('id', '=', order.decided_by).executeTakeFirst();
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
    v: 1,
    type: 'evidence',
    ca: (await ctx.settings(trx)).caName,
    order: order.number,
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
    })),
    materials: materials.map((m) => ({
      kind: m.kind,
      uploadedSha256: m.uploaded_sha256,
      keptSha256: m.kept_sha256,
      verdict: m.verdict,
      uploadedAt: m.uploaded_at.toISOString(),
    })),
    approval: reviewer && order.decided_at ? { by: reviewer.name, at: order.decided_at.toISOString() } : null,
    method,
    custodian: await custodianOf(trx, order),
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

async function custodianOf(trx: Trx, order: OrderRow): Promise<EvidenceBundle['custodian']> {
  const row = await trx
    .selectFrom('custody_decisions')
    .innerJoin('staff', 'staff.id', 'custody_decisions.decided_by')
    .select(['staff.name', 'custody_decisions.decided_at', 'custody_decisions.method', 'custody_decisions.reason'])
    .where('custody_decisions.order_id', '=', order.id)
    .where('custody_decisions.decision', '=', 'granted')
    .executeTakeFirst();
  return row ? { by: row.name, at: row.decided_at.toISOString(), method: row.method, reason: row.reason } : null;
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
