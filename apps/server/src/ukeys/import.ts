import { v7 as uuid } from 'uuid';
import type { Context, Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { type Told, tellAll } from '../webhooks/tell.ts';
import { type ImportedUkey, parseImport } from './parseImport.ts';
import { isWeakSecret } from './strength.ts';

/** All or nothing. A UKey that is known gets a new version of its secret; its history stays. */
export const importUkeys = handle('ukeys.import', async ({ format }, { ctx, now, body, write }) => {
  const { ukeys, faults } = parseImport(format, body, ctx.models.models());
  if (faults.length > 0)
    return write(async (_trx, leaf) => {
      leaf({ detail: { refused: faults.length } });
      return { imported: 0, updated: 0, weak: 0, shared: 0, faults: [...faults] };
    });
  return write(async (trx, leaf) => {
    const counts = await keepUkeys(trx, ctx, ukeys, now);
    leaf({ detail: { ...counts } });
    return { ...counts, faults: [] };
  });
});

export interface ImportCounts {
  readonly imported: number;
  readonly updated: number;
  readonly weak: number;
  readonly shared: number;
}

/** Writes registry rows and seals their secrets; the caller writes the audit leaf. */
export async function keepUkeys(
  trx: Trx,
  ctx: Context,
  ukeys: readonly ImportedUkey[],
  now: Date,
): Promise<ImportCounts> {
  let updated = 0;
  let weak = 0;
  const digests: string[] = [];
  const told: Told[] = [];
  for (const ukey of ukeys) {
    const kept = await keepUkey(trx, ctx, ukey, now);
    if (kept.isKnown) updated++;
    if (isWeakSecret(ukey.model, ukey.adminPin)) weak++;
    digests.push(await keepSecret(trx, ctx, kept.id, ukey, now));
    told.push({
      event: 'ukey.registered',
      subject: ukey.serial,
      data: { ukeySerial: ukey.serial, isNew: !kept.isKnown },
      now,
    });
  }
  await tellAll(trx, ctx, told);
  return { imported: ukeys.length - updated, updated, weak, shared: await countShared(trx, ctx, digests) };
}

async function keepUkey(
  trx: Trx,
  ctx: Context,
  ukey: ImportedUkey,
  now: Date,
): Promise<{ id: string; isKnown: boolean }> {
  const known = await trx
    .selectFrom('ukeys')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', ukey.serial)
    .forUpdate()
    .executeTakeFirst();
  const id = known?.id ?? uuid();
  const { certificate } = ukey;
  const facts = {
    model: ukey.model.id,
    certificate: Buffer.from(certificate.der),
    fingerprint: certificate.fingerprint,
    certificate_serial: certificate.serialNumber,
    subscriber: ukey.subscriber,
    not_after: certificate.notAfter,
    contact_sealed:
      ukey.contactMobile === undefined ? null : ctx.personal.seal(`ukeys.contact_sealed:${id}`, ukey.contactMobile),
    contact_index: ukey.contactMobile === undefined ? null : ctx.personal.index('mobile', ukey.contactMobile),
    contact_mail_sealed:
      ukey.contactMail === undefined ? null : ctx.personal.seal(`ukeys.contact_mail_sealed:${id}`, ukey.contactMail),
    updated_at: now,
  };
  if (known) {
    const live = await trx
      .selectFrom('ceremonies')
      .select('id')
      .where('ukey_id', '=', id)
      .where('status', 'in', ['opened', 'authorised', 'unblocked', 'changed', 'unknown'])
      .executeTakeFirst();
    if (live) throw new Refusal('ceremony_live');
    await trx.updateTable('ukeys').set(facts).where('id', '=', id).execute();
  } else {
    await trx
      .insertInto('ukeys')
      .values({
        id,
        ca_id: ctx.caId,
        serial: ukey.serial,
        ...facts,
        admin_tries_left: null,
        user_tries_left: null,
        seen_at: null,
        imported_at: now,
      })
      .execute();
  }
  return { id, isKnown: known !== undefined };
}

/** The same secret again makes no new version. @returns its keyed digest. */
async function keepSecret(
  trx: Trx,
  ctx: Context,
  ukeyId: string,
  { model, adminPin }: ImportedUkey,
  now: Date,
): Promise<string> {
  const digest = ctx.vault.digest(adminPin);
  const versions = await trx
    .selectFrom('admin_secrets')
    .select(['id', 'version', 'digest', 'state', 'is_exposed'])
    .where('ukey_id', '=', ukeyId)
    .orderBy('version', 'desc')
    .execute();
  const [last] = versions;
  if (last?.state === 'active' && last.digest === digest) {
    await trx.updateTable('admin_secrets').set({ is_wrong: false }).where('id', '=', last.id).execute();
    return digest;
  }
  await trx
    .updateTable('admin_secrets')
    .set({ state: 'retired' })
    .where('ukey_id', '=', ukeyId)
    .where('state', 'in', ['active', 'proposed'])
    .execute();
  const id = uuid();
  await trx
    .insertInto('admin_secrets')
    .values({
      id,
      ca_id: ctx.caId,
      ukey_id: ukeyId,
      version: (last?.version ?? 0) + 1,
      state: 'active',
      sealed: ctx.vault.seal(id, adminPin),
      digest,
      is_weak: isWeakSecret(model, adminPin),
      // What a customer's computer could read once is not a secret again because somebody typed it in.
      is_exposed: versions.some((one) => one.is_exposed && one.digest === digest),
      created_at: now,
    })
    .execute();
  return digest;
}

/** How many of these UKeys share their secret with another one, in this file or before it. */
async function countShared(trx: Trx, ctx: Context, digests: readonly string[]): Promise<number> {
  if (digests.length === 0) return 0;
  const rows = await trx
    .selectFrom('admin_secrets')
    .select(['digest'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ca_id', '=', ctx.caId)
    .where('state', '=', 'active')
    .where('digest', 'in', [...new Set(digests)])
    .groupBy('digest')
    .execute();
  const shared = new Set(rows.filter((row) => row.count > 1).map((row) => row.digest));
  return digests.filter((digest) => shared.has(digest)).length;
}
