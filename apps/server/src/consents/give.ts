import { readAccount } from '../accounts/account.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { consentsNow } from '../settings/consents.ts';
import { recordConsent } from './ledger.ts';
import { showStandings } from './show.ts';
import { standingsOf } from './standing.ts';

/** The second of two clicks finds it given: the ledger has one line for one consent. */
export const give = handle('consents.give', ({ kind, version }, { ctx, who, now, write }) =>
  write(async (trx, leaf) => {
    const account = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    const text = (await consentsNow(ctx, trx))[kind];
    if (version !== text.version) throw new Refusal('consent_outdated');
    const isGiven = (await standingsOf(trx, ctx, account.id))[kind].state === 'given';
    if (!isGiven) await recordConsent(trx, ctx, { accountId: account.id, kind, text, now });
    leaf({ subject: account.id, detail: { kind, version, textHash: text.hash, again: isGiven } });
    return showStandings(trx, ctx, account.id);
  }),
);
