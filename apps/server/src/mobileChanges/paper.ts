import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { showPage } from '../reviews/showPage.ts';

export const paper = handle('mobileChanges.paper', async ({ id, page }, act) => {
  const file = await findPage(act, id, page);
  if (!file) throw new Refusal('not_found');
  return showPage(act, file, {
    operation: 'mobileChanges.paper',
    leaf: { subject: file.account_id, detail: { change: id, paper: file.id, page } },
    purpose: '仅用于核对更换手机号',
  });
});

/** Page 0 is the paper as it was kept: never given to a browser. What has ended is an auditor's alone. */
function findPage({ ctx, who }: Pick<Act, 'ctx' | 'who'>, id: string, page: number) {
  const isAuditor = who.kind === 'staff' && who.roles.includes('auditor');
  let query = ctx.db
    .selectFrom('files')
    .innerJoin('mobile_papers', 'mobile_papers.id', 'files.paper_id')
    .innerJoin('mobile_changes', 'mobile_changes.id', 'mobile_papers.change_id')
    .select(['files.store_key', 'files.data_key_sealed', 'mobile_papers.id', 'mobile_papers.account_id'])
    .where('mobile_changes.id', '=', id)
    .where('mobile_changes.ca_id', '=', ctx.caId)
    .where('files.page', '=', page);
  if (!isAuditor) query = query.where('mobile_changes.state', 'in', ['waiting', 'confirming']);
  return query.executeTakeFirst();
}
