import { openAccount, readAccount } from '../accounts/account.ts';
import { useCodes } from '../accounts/codes.ts';
import { provePassword } from '../accounts/prove.ts';
import { forgiveTries } from '../accounts/tries.ts';
import type { Trx } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { refuseWrong } from './byCodes.ts';
import { assertFree, newChange, openRequest } from './change.ts';
import { boundTo, refuseSame } from './sendCode.ts';
import { showStanding, unusedPaper } from './show.ts';

/** Each request tells the old number: its holder is not to be flooded. */
const requestsPerDay = 3;

/** Nothing that can be corrected on the page costs a code: paper and open request are judged before it is used up. */
export const ask = handle('mobileChanges.ask', async ({ mobile, newCode, password, reason }, act) => {
  const { ctx, who, now } = act;
  const { account: proven, tried } = await provePassword(act, password);
  refuseSame(openAccount(ctx, proven).mobile, mobile);
  if (await openRequest(ctx.db, who.accountId)) throw new Refusal('mobile_change_open');
  if (!(await unusedPaper(ctx.db, who.accountId))) throw new Refusal('mobile_paper_missing');
  refuseWrong(
    await useCodes(ctx, [
      { mobile, purpose: 'mobile_new', boundTo: boundTo(ctx, who.accountId, mobile), code: newCode, now },
    ]),
  );
  return act.write(async (trx, leaf) => {
    const account = await readAccount(trx, ctx.caId, who.accountId, 'lock');
    if (await openRequest(trx, account.id)) throw new Refusal('mobile_change_open');
    const paper = await unusedPaper(trx, account.id);
    if (!paper) throw new Refusal('mobile_paper_missing');
    if ((await askedToday(trx, account.id, now)) >= requestsPerDay) throw new Refusal('mobile_changes_many');
    await assertFree(trx, ctx, mobile);
    const from = openAccount(ctx, account).mobile;
    const { row, stop } = newChange(ctx, { accountId: account.id, way: 'papers', from, to: mobile, reason, now });
    await trx.insertInto('mobile_changes').values(row).execute();
    await trx.updateTable('mobile_papers').set({ change_id: row.id }).where('id', '=', paper.id).execute();
    await ctx.sms.queue(trx, {
      to: from,
      template: 'mobile_change_asked',
      variables: { stop },
      onceKey: `mobile_change_asked:${row.id}`,
    });
    await forgiveTries(trx, ctx, tried);
    leaf({ subject: account.id, detail: { change: row.id, paper: paper.id, keptSha256: paper.kept_sha256 } });
    return showStanding(trx, ctx, account.id, now);
  });
});

async function askedToday(trx: Trx, accountId: string, now: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('mobile_changes')
    .select((e) => e.fn.countAll().as('count'))
    .where('account_id', '=', accountId)
    .where('way', '=', 'papers')
    .where('asked_at', '>', new Date(now.getTime() - 24 * 3_600_000))
    .executeTakeFirstOrThrow();
  return Number(count);
}
