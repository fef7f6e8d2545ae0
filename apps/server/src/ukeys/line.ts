import type { Selectable } from 'kysely';
import type { Context, Db } from '../context.ts';
import type { UkeysTable } from '../db/schema/ukeys.ts';

export type UkeyRow = Selectable<UkeysTable>;
type Flag = 'weak' | 'shared' | 'exposed' | 'wrong';

/** What staff see of UKeys: counters, secret version and flags; never a secret. */
export async function ukeyLines(db: Db, ctx: Context, rows: readonly UkeyRow[]) {
  if (rows.length === 0) return [];
  const secrets = await db
    .selectFrom('admin_secrets')
    .select(['ukey_id', 'version', 'digest', 'is_weak', 'is_exposed', 'is_wrong'])
    .where(
      'ukey_id',
      'in',
      rows.map((r) => r.id),
    )
    .where('state', '=', 'active')
    .execute();
  const digests = secrets.map((s) => s.digest);
  const twins =
    digests.length === 0
      ? []
      : await db
          .selectFrom('admin_secrets')
          .select('digest')
          .where('ca_id', '=', ctx.caId)
          .where('state', '=', 'active')
          .where('digest', 'in', digests)
          .groupBy('digest')
          .having((eb) => eb.fn.countAll(), '>', 1)
          .execute();
  const shared = new Set(twins.map((t) => t.digest));
  const byUkey = new Map(secrets.map((s) => [s.ukey_id, s]));
  return rows.map((row) => {
    const secret = byUkey.get(row.id);
    const flags: Flag[] = [];
    if (secret?.is_weak) flags.push('weak');
    if (secret && shared.has(secret.digest)) flags.push('shared');
    if (secret?.is_exposed) flags.push('exposed');
    if (secret?.is_wrong) flags.push('wrong');
    return {
      serial: row.serial,
      model: row.model,
      subscriber: row.subscriber,
      certificateSerial: row.certificate_serial,
      notAfter: row.not_after.toISOString(),
      status: row.status,
      secretVersion: secret?.version ?? null,
      secretFlags: flags,
      adminTriesLeft: row.admin_tries_left,
      userTriesLeft: row.user_tries_left,
      seenAt: row.seen_at?.toISOString() ?? null,
    };
  });
}
