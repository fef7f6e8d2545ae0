import { v7 as uuid } from 'uuid';
import { recordConsent } from '../consents/ledger.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { consentsNow } from '../settings/consents.ts';
import { startSession } from '../web/sessions.ts';
import { openAccount, sealPerson } from './account.ts';
import { useCode } from './codes.ts';
import { refuseCommonPassword } from './commonPasswords.ts';
import { keepBrowser, meetBrowser } from './devices.ts';
import { hashPassword } from './passwords.ts';

/** The code is used up last before the work begins, so that nothing that can be corrected on the page costs a code. */
export const register = handle('accounts.register', async (input, act) => {
  const { ctx, now, device } = act;
  const texts = await consentsNow(ctx);
  if (input.consents.terms !== texts.terms.version || input.consents.privacy !== texts.privacy.version)
    throw new Refusal('consent_outdated');
  refuseCommonPassword(input.password, input.mobile, 'password');
  await useCode(ctx, { mobile: input.mobile, purpose: 'register', boundTo: '', code: input.code, now });
  const passwordHash = await hashPassword(input.password);
  const id = uuid();
  const { account, session, browser } = await act.write(async (trx, leaf) => {
    const row = await trx
      .insertInto('accounts')
      .values({
        id,
        ca_id: ctx.caId,
        mobile_sealed: ctx.personal.seal(`accounts.mobile_sealed:${id}`, input.mobile),
        mobile_index: ctx.personal.index('mobile', input.mobile),
        password_hash: passwordHash,
        ...sealPerson(ctx, id, input),
        notice_mail_sealed: null,
        created_at: now,
        removed_at: null,
      })
      .onConflict((c) => c.columns(['ca_id', 'mobile_index']).doNothing())
      .returningAll()
      .executeTakeFirst();
    // Said only now: the code proved that the asker holds the number.
    if (!row) throw new Refusal('account_exists');
    for (const kind of ['terms', 'privacy'] as const)
      await recordConsent(trx, ctx, { accountId: id, kind, text: texts[kind], now });
    const started = await startSession(trx, ctx, { accountId: id, device, address: act.address, now });
    const browser = await meetBrowser(trx, ctx, row, act);
    leaf({ subject: id, detail: { terms: texts.terms.version, privacy: texts.privacy.version } });
    return { account: openAccount(ctx, row), session: started, browser };
  });
  act.cookie.set(session.token, session.expiresAt);
  keepBrowser(act, browser);
  return account;
});
