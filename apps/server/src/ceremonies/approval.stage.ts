import { createHash } from 'node:crypto';
import { materialKinds } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { writeLeaf } from '../audit/write.ts';
import type { Trx } from '../context.ts';
import { namedByHash } from '../materials/hashes.ts';
import type { Trial } from '../trial.ts';

interface Approved {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly ukey: { readonly serial: string; readonly fingerprint: string };
}

/** For tests: what a submission and its approval leave behind, rows and leaves, without the pages and the people. */
export async function recordApproval(t: Trial, order: Approved): Promise<void> {
  const staffId = uuid();
  await t.ctx.db
    .insertInto('staff')
    .values({
      id: staffId,
      ca_id: t.ctx.caId,
      name: `reviewer-${staffId.slice(-12)}`,
      display_name: '审核一',
      password_hash: 'nobody logs in by it',
      totp_sealed: null,
      roles: ['reviewer'],
      last_log_in_at: null,
      created_at: t.now(),
    })
    .execute();
  await t.ctx.db.transaction().execute(async (trx) => {
    await submitted(t, trx, order);
    await approved(t, trx, order, staffId);
  });
}

async function submitted(t: Trial, trx: Trx, { id, number, accountId, ukey }: Approved): Promise<void> {
  const common = { ca_id: t.ctx.caId, account_id: accountId, order_id: id };
  const [zh, en] = ['单独同意', 'separate consent'];
  const textHash = createHash('sha256').update(`${zh}\0${en}`).digest('hex');
  const text = { kind: 'id_card', version: `2026-03-02.${textHash.slice(0, 8)}` } as const;
  await trx
    .insertInto('consent_texts')
    .values({ ca_id: t.ctx.caId, text_hash: textHash, ...text, zh, en, kept_at: t.now() })
    .onConflict((on) => on.doNothing())
    .execute();
  await trx
    .insertInto('consents')
    .values({ id: uuid(), ...common, ...text, text_hash: textHash, given_at: t.now() })
    .execute();
  const materials = materialKinds.map((kind) => {
    const sha256 = createHash('sha256').update(`${kind} of ${id}`).digest('hex');
    return { kind, uploadedSha256: sha256, keptSha256: sha256 };
  });
  await trx
    .insertInto('materials')
    .values(
      materials.map(({ kind, uploadedSha256, keptSha256 }) => ({
        id: uuid(),
        ...common,
        draft_id: null,
        kind,
        media_type: 'image/png',
        pages: 1,
        bytes: 8,
        uploaded_sha256: uploadedSha256,
        kept_sha256: keptSha256,
        verdict: 'accepted' as const,
        reason: null,
        uploaded_at: t.now(),
        replaced_at: null,
      })),
    )
    .execute();
  const origin = {
    ctx: t.ctx,
    at: t.now(),
    actor: `customer:${accountId}`,
    operation: 'orders.submit',
    requestId: uuid(),
  };
  const detail = { ukey: ukey.serial, fingerprint: ukey.fingerprint, idCardConsent: text.version };
  await writeLeaf(trx, origin, { subject: number, detail: { ...detail, materials: materials.map(namedByHash) } });
}

async function approved(t: Trial, trx: Trx, { id, number }: Approved, staffId: string): Promise<void> {
  await trx
    .insertInto('review_decisions')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      order_id: id,
      round: 1,
      decision: 'approve',
      decided_by: staffId,
      submitted_at: t.now(),
      promised_at: null,
      deadline_at: null,
      assigned_at: t.now(),
      decided_at: t.now(),
    })
    .execute();
  const origin = {
    ctx: t.ctx,
    at: t.now(),
    actor: `staff:${staffId}`,
    operation: 'reviews.decide',
    requestId: uuid(),
  };
  await writeLeaf(trx, origin, { subject: number, detail: { decision: 'approve', verdicts: [] } });
}
