import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseCertificate } from '@jiesuo/certificate';
import { type Draft, everySubject, materialKinds, type Order, type ReadUkey } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import { publishForTest } from '../texts/stageForTests.ts';
import type { Customer, Trial } from '../trial.ts';
import { lockOrder } from './lock.ts';
import { moveOrder } from './move.ts';

const vector = new URL('../../../../packages/certificate/vectors/valid/sm2-enterprise-uscc-utf8.der', import.meta.url);
const certificate = readFileSync(vector);
const parsed = parseCertificate(certificate);
export const subscriber = '示例科技（上海）有限公司';

export const form = {
  customerName: subscriber,
  representativeName: '李四',
  representativeIdNumber: '11010519491231002X',
  representativeMobile: '13800000000',
  email: 'li@example.com',
  hasIdCardConsent: true,
} as const;

/** The vectors' certificates are valid from the day they were made: a Tuesday at nine in Shanghai soon after. */
export function intoValidity(t: Trial): void {
  const day = new Date(parsed.notBefore.getTime() + 24 * 3_600_000);
  while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCHours(1, 0, 0, 0);
  t.advance((day.getTime() - t.now().getTime()) / 1000);
}

/** A UKey of the registry that may be reset. */
export async function registerUkey(t: Trial, { isWeak = false } = {}): Promise<ReadUkey> {
  const serial = `JS${randomBytes(5).toString('hex').toUpperCase()}`;
  const id = uuid();
  const at = t.now();
  await t.ctx.db
    .insertInto('ukeys')
    .values({
      id,
      ca_id: t.ctx.caId,
      serial,
      model: 'jiesuo-virtual',
      certificate,
      fingerprint: parsed.fingerprint,
      certificate_serial: parsed.serialNumber,
      subscriber,
      not_after: parsed.notAfter,
      contact_sealed: null,
      admin_tries_left: null,
      user_tries_left: null,
      seen_at: null,
      imported_at: at,
      updated_at: at,
    })
    .execute();
  await t.ctx.db
    .insertInto('admin_secrets')
    .values({
      id: uuid(),
      ca_id: t.ctx.caId,
      ukey_id: id,
      version: 1,
      state: 'active',
      sealed: 'never opened here',
      digest: randomBytes(16).toString('hex'),
      is_weak: isWeak,
      created_at: at,
    })
    .execute();
  return {
    claimedSerial: serial,
    label: '示例KEY',
    certificateSerial: parsed.serialNumber,
    subscriber,
    issuer: '示例CA',
    algorithm: 'sm2',
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
    fingerprint: parsed.fingerprint,
    userTriesLeft: 0,
    userTriesMax: 6,
    adminTriesLeft: 6,
    isLocked: true,
    verdict: 'fine',
  };
}

/** Time passes, and whoever idled is logged out: these come back. */
export async function later(t: Trial, seconds: number, ...back: Customer[]): Promise<void> {
  t.advance(seconds);
  for (const who of back) await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
}

export async function accountOf(t: Trial, who: Customer): Promise<string> {
  return (await who.ok('accounts.me', {})).id;
}

/** What the bridge's window leaves behind after 读取. @returns the pairing's id. */
export async function readInto(t: Trial, who: Customer, ukeys: readonly ReadUkey[]): Promise<string> {
  const accountId = await accountOf(t, who);
  const session = await t.ctx.db
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const id = uuid();
  await t.ctx.db
    .insertInto('pairings')
    .values({
      id,
      ca_id: t.ctx.caId,
      account_id: accountId,
      session_id: session.id,
      purpose: 'read',
      order_id: null,
      code_hash: randomBytes(16).toString('hex'),
      ceremony_id: id,
      hello: null,
      ticket: JSON.stringify(null),
      sealed: null,
      chain: JSON.stringify(null),
      readings: JSON.stringify(ukeys),
      state: 'done',
      created_at: t.now(),
      expires_at: t.now(),
      redeemed_at: t.now(),
    })
    .execute();
  return id;
}

/** The separate consent, which the form's page asks for before the image. */
export const consentToIdCard = async (who: Customer): Promise<void> =>
  void (await who.ok('consents.give', { kind: 'id_card', version: await consentOf(who) }));

/** A draft with its UKey chosen, the consent to the ID card's image given and nothing typed. */
export async function begin(t: Trial, who: Customer, ukey: ReadUkey): Promise<Draft> {
  await consentToIdCard(who);
  return who.ok('drafts.choose', { pairing: await readInto(t, who, [ukey]), serial: ukey.claimedSerial });
}

/** A draft that may be submitted; its materials are rows without files. */
export async function fill(t: Trial, who: Customer, ukey: ReadUkey): Promise<Draft> {
  const { id } = await begin(t, who, ukey);
  const accountId = await accountOf(t, who);
  const sha256 = createHash('sha256').update('material').digest('hex');
  await t.ctx.db
    .insertInto('materials')
    .values(
      materialKinds.map((kind) => ({
        id: uuid(),
        ca_id: t.ctx.caId,
        account_id: accountId,
        draft_id: id,
        order_id: null,
        kind,
        media_type: 'image/png',
        pages: 1,
        bytes: 8,
        uploaded_sha256: sha256,
        kept_sha256: sha256,
        reason: null,
        uploaded_at: t.now(),
        replaced_at: null,
      })),
    )
    .execute();
  return who.ok('drafts.save', form);
}

export async function consentOf(who: Customer): Promise<string> {
  return (await who.ok('settings.show', {})).consents.id_card.version;
}

export async function submit(t: Trial, who: Customer, ukey?: ReadUkey): Promise<Order> {
  const draft = await fill(t, who, ukey ?? (await registerUkey(t)));
  return who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
}

export const setFee = (t: Trial, fen: number): Promise<void> =>
  publishForTest(t, 'fee', everySubject, { kind: 'fee', fen });

/** Moves an order as reviews and ceremonies do, through the one function that may. */
export async function move(t: Trial, number: string, name: Parameters<typeof moveOrder>[3]): Promise<void> {
  await t.ctx.db.transaction().execute(async (trx) => {
    const order = await lockOrder(trx, t.ctx, number);
    if (!order) throw new Error(`no order ${number}`);
    await moveOrder(trx, t.ctx, order, name, { now: t.now() });
  });
}

/** Refuses one kind and accepts the rest, as a reviewer's decision does. */
export async function refuse(t: Trial, order: Order, kind: (typeof materialKinds)[number]): Promise<void> {
  for (const material of order.materials)
    await t.ctx.db
      .updateTable('materials')
      .set(material.kind === kind ? { verdict: 'refused', reason: '公章不清晰' } : { verdict: 'accepted' })
      .where('id', '=', material.id)
      .execute();
  await move(t, order.number, 'refuse');
}
