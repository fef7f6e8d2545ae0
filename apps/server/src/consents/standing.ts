import type { Context, Db, Trx } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { type ConsentKind, consentsNow } from '../settings/consents.ts';
import { lastConsents } from './ledger.ts';

export type Standing = 'none' | 'given' | 'outdated' | 'withdrawn';

/** Where each consent of the account stands against the texts in force. */
export async function standingsOf(
  db: Db | Trx,
  ctx: Context,
  accountId: string,
): Promise<Record<ConsentKind, { readonly state: Standing; readonly version: string }>> {
  const texts = await consentsNow(ctx, db);
  const last = await lastConsents(db, accountId);
  const of = (kind: ConsentKind) => {
    const row = last.get(kind);
    const { version } = texts[kind];
    if (!row) return { state: 'none', version } as const;
    if (row.withdrawn_at) return { state: 'withdrawn', version } as const;
    return { state: row.version === version ? 'given' : 'outdated', version } as const;
  };
  return { terms: of('terms'), privacy: of('privacy'), id_card: of('id_card') };
}

/** Asked where an order begins. @throws Refusal `consent_outdated` naming the kinds that are to be agreed to again. */
export async function assertTerms(trx: Trx, ctx: Context, accountId: string): Promise<void> {
  const standings = await standingsOf(trx, ctx, accountId);
  const kinds = (['terms', 'privacy'] as const).filter((kind) => standings[kind].state !== 'given');
  if (kinds.length > 0) throw new Refusal('consent_outdated', { detail: { kinds: kinds.join(',') } });
}

/** Asked before an image of the ID card is taken in (个保法 §29). @throws Refusal `id_card_consent_needed` */
export async function assertIdCardConsent(trx: Trx, ctx: Context, accountId: string): Promise<void> {
  if ((await standingsOf(trx, ctx, accountId)).id_card.state !== 'given') throw new Refusal('id_card_consent_needed');
}
