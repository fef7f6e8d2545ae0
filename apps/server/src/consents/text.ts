import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { consentsNow } from '../settings/consents.ts';

export const text = handle('consents.text', async ({ id }, { ctx, who }) => {
  const row = await ctx.db
    .selectFrom('consents')
    .leftJoin('consent_texts', (join) =>
      join
        .onRef('consent_texts.ca_id', '=', 'consents.ca_id')
        .onRef('consent_texts.text_hash', '=', 'consents.text_hash'),
    )
    .select(['consents.kind', 'consents.version', 'consents.text_hash', 'consent_texts.zh', 'consent_texts.en'])
    .where('consents.id', '=', id)
    .where('consents.ca_id', '=', ctx.caId)
    .where('consents.account_id', '=', who.accountId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  const now = (await consentsNow(ctx))[row.kind];
  // Given before texts were kept: the hash alone says whether the words are still these.
  const kept = row.zh !== null && row.en !== null ? { zh: row.zh, en: row.en } : null;
  const same = now.hash === row.text_hash ? { zh: now.zh, en: now.en } : null;
  return { kind: row.kind, version: row.version, hash: row.text_hash, words: kept ?? same };
});
