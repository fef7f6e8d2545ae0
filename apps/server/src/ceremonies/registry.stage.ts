import { parseCertificate } from '@jiesuo/certificate';
import { v7 as uuid } from 'uuid';
import type { Customer, Trial } from '../trial.ts';
import { recordApproval } from './approval.stage.ts';

/** For tests: what stands in the registry and in the order book before a reset. */
export const company = '示例科技有限公司';
export const uscc = '91310000MA1FL0007C';

/** A row of the registry with its secret, as an import would make it. @returns its id. */
export async function register(
  t: Trial,
  ukey: { serial: string; model: string; certificate: Buffer; secret: string; contactMobile?: string },
): Promise<string> {
  const parsed = parseCertificate(ukey.certificate);
  const id = uuid();
  const now = t.now();
  await t.ctx.db
    .insertInto('ukeys')
    .values({
      id,
      ca_id: t.ctx.caId,
      serial: ukey.serial,
      model: ukey.model,
      certificate: ukey.certificate,
      fingerprint: parsed.fingerprint,
      certificate_serial: parsed.serialNumber,
      subscriber: company,
      not_after: parsed.notAfter,
      contact_sealed: ukey.contactMobile ? t.ctx.personal.seal(`ukeys.contact_sealed:${id}`, ukey.contactMobile) : null,
      admin_tries_left: null,
      user_tries_left: null,
      seen_at: null,
      imported_at: now,
      updated_at: now,
    })
    .execute();
  const secretId = uuid();
  await t.ctx.db
    .insertInto('admin_secrets')
    .values({
      id: secretId,
      ca_id: t.ctx.caId,
      ukey_id: id,
      version: 1,
      state: 'active',
      sealed: t.ctx.vault.seal(secretId, ukey.secret),
      digest: t.ctx.vault.digest(ukey.secret),
      is_weak: false,
      created_at: now,
    })
    .execute();
  return id;
}

/** An approved order of this customer for this UKey. */
export async function approvedOrder(
  t: Trial,
  customer: Customer,
  ukey: { readonly id: string; readonly serial: string },
): Promise<string> {
  const account = await customer.ok('accounts.me', {});
  const row = await t.ctx.db.selectFrom('ukeys').selectAll().where('id', '=', ukey.id).executeTakeFirstOrThrow();
  const id = uuid();
  const number = `CA20260302${id.slice(-6).toUpperCase()}`;
  const form = {
    customerName: company,
    representativeName: '李四',
    representativeIdNumber: '11010519491231002X',
    representativeMobile: customer.mobile,
    hasIdCardConsent: true,
  };
  await t.ctx.db
    .insertInto('orders')
    .values({
      id,
      ca_id: t.ctx.caId,
      number,
      kind: 'reset',
      account_id: account.id,
      ukey_id: ukey.id,
      ukey_serial: ukey.serial,
      fingerprint: row.fingerprint,
      certificate_serial: row.certificate_serial,
      certificate_not_after: row.not_after,
      customer_name: company,
      form_sealed: t.ctx.personal.seal(`orders.form_sealed:${id}`, JSON.stringify(form)),
      fee_fen: 0,
      status: 'awaiting_reset',
      assigned_to: null,
      assigned_until: null,
      decided_by: null,
      decided_at: null,
      created_at: t.now(),
      submitted_at: t.now(),
      expires_at: null,
      completed_at: null,
    })
    .execute();
  await recordApproval(t, {
    id,
    number,
    accountId: account.id,
    ukey: { serial: ukey.serial, fingerprint: row.fingerprint },
  });
  return number;
}
