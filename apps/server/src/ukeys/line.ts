import type { Selectable } from 'kysely';
import type { Context, Db } from '../context.ts';
import type { UkeysTable } from '../db/schema/ukeys.ts';

export type UkeyRow = Selectable<UkeysTable>;
type Flag = 'weak' | 'shared' | 'exposed' | 'wrong';

/** What staff see of UKeys: counters, secret version and flags; never a secret. */
export async function ukeyLines(db: Db, ctx: Context, rows: readonly UkeyRow[]) {
  if (rows.length === 0) return [];
  const secrets = await db
    .selectFrom('admin_secrets as own')
    .select(['own.ukey_id', 'own.version', 'own.is_weak', 'own.is_exposed', 'own.is_wrong'])
    // One other is enough to know; a CA that gave all its UKeys one secret has as many as UKeys.
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('admin_secrets as other')
            .select('other.id')
            .where('other.ca_id', '=', ctx.caId)
            .where('other.state', '=', 'active')
            .whereRef('other.digest', '=', 'own.digest')
            .whereRef('other.ukey_id', '!=', 'own.ukey_id'),
        )
        .as('is_shared'),
    )
    .where(
      'own.ukey_id',
      'in',
      rows.map((r) => r.id),
    )
    .where('own.state', '=', 'active')
    .execute();
  const byUkey = new Map(secrets.map((s) => [s.ukey_id, s]));
  return rows.map((row) => {
    const secret = byUkey.get(row.id);
    const flags: Flag[] = [];
    if (secret?.is_weak) flags.push('weak');
    if (secret?.is_shared) flags.push('shared');
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
