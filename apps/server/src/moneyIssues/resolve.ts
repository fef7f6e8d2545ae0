import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { issueLines, showIssue } from './show.ts';

export const resolve = handle('moneyIssues.resolve', async ({ id, note }, act) => {
  const { ctx, who, now } = act;
  return act.write(async (trx, leaf) => {
    const issue = await trx
      .selectFrom('money_issues')
      .selectAll()
      .where('id', '=', id)
      .where('ca_id', '=', ctx.caId)
      .forUpdate()
      .executeTakeFirst();
    if (!issue) throw new Refusal('not_found');
    if (issue.resolved_at) throw new Refusal('issue_resolved');
    await trx
      .updateTable('money_issues')
      .set({ resolved_at: now, resolved_by: who.staffId, note })
      .where('id', '=', id)
      .execute();
    leaf({ subject: issue.attempt ?? issue.refund ?? id, detail: { issue: id, kind: issue.kind, note } });
    return showIssue(await issueLines(trx, ctx).where('money_issues.id', '=', id).executeTakeFirstOrThrow());
  });
});
