import { parseCertificate } from '@jiesuo/certificate';
import type { EligibilityVerdict } from '@jiesuo/contract';
import type { Selectable } from 'kysely';
import type { Context, Db, Trx } from '../context.ts';
import type { UkeysTable } from '../db/schema/ukeys.ts';
import { eligibility } from './eligibility.ts';
import { adminTriesMax, adminTriesNeeded, isSupported } from './models.ts';

export interface Judged {
  readonly verdict: EligibilityVerdict;
  readonly ukey?: Selectable<UkeysTable>;
}

/**
 * Reads the registry and judges. Inside a transaction the caller locks the UKey's row first when a decision hangs on it.
 * `exceptOrder`: the order being judged does not stand in its own way.
 */
export async function judgeUkey(
  db: Db | Trx,
  ctx: Context,
  claim: {
    readonly serial: string;
    readonly fingerprint?: string;
    readonly adminTriesLeft?: number | null;
    readonly exceptOrder?: string;
  },
  now: Date,
): Promise<Judged> {
  const ukey = await db
    .selectFrom('ukeys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', claim.serial)
    .executeTakeFirst();
  if (!ukey) return { verdict: eligibility({ now }) };
  const secret = await db
    .selectFrom('admin_secrets')
    .selectAll()
    .where('ukey_id', '=', ukey.id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  const twin =
    secret &&
    (await db
      .selectFrom('admin_secrets')
      .select('id')
      .where('ca_id', '=', ctx.caId)
      .where('digest', '=', secret.digest)
      .where('state', '=', 'active')
      .where('id', '<>', secret.id)
      .limit(1)
      .executeTakeFirst());
  let open = db
    .selectFrom('orders')
    .select('id')
    .where('ukey_id', '=', ukey.id)
    .where('status', 'in', ['unpaid', 'in_review', 'rejected', 'awaiting_reset']);
  if (claim.exceptOrder) open = open.where('id', '<>', claim.exceptOrder);
  const openOrder = await open.limit(1).executeTakeFirst();
  const model = ctx.models.find(ukey.model);
  const settings = await ctx.settings(db);
  const verdict = eligibility({
    now,
    registered: {
      status: ukey.status,
      fingerprint: ukey.fingerprint,
      notBefore: parseCertificate(ukey.certificate).notBefore,
      notAfter: ukey.not_after,
      isModelSupported: model !== undefined && isSupported(model, settings),
      adminTriesMax: model ? adminTriesMax(model) : 0,
      adminTriesNeeded: model ? adminTriesNeeded(model) : 0,
      ...(secret
        ? {
            secret: {
              isWeak: secret.is_weak,
              isShared: twin !== undefined,
              // The reset for which it left the server may be finished with it; no other begins.
              isExposed: secret.is_exposed && (secret.exposed_for === null || secret.exposed_for !== claim.exceptOrder),
              isWrong: secret.is_wrong,
            },
          }
        : {}),
      hasOpenOrder: openOrder !== undefined,
    },
    ...(claim.fingerprint !== undefined ? { claimedFingerprint: claim.fingerprint } : {}),
    ...(claim.adminTriesLeft !== undefined ? { claimedAdminTriesLeft: claim.adminTriesLeft } : {}),
  });
  return { verdict, ukey };
}
