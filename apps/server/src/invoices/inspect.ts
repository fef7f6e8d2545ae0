import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { recordLook } from './look.ts';
import { titleOf } from './row.ts';
import { formsOf, invoiceRows, showLine } from './view.ts';

export const inspect = handle('invoices.inspect', async ({ request }, act) => {
  const { ctx } = act;
  const row = await invoiceRows(ctx.db, ctx).where('invoices.number', '=', request).executeTakeFirst();
  if (!row) throw new Refusal('not_found');
  await recordLook(act, 'invoices.inspect', { subject: row.order_number, detail: { request } });
  return {
    ...showLine(ctx, row, (await formsOf(ctx.db, [request])).get(request) ?? []),
    title: titleOf(ctx, row),
    reason: row.reason,
    exportedAt: row.exported_at?.toISOString() ?? null,
    redNumber: row.red_number,
    redOn: row.red_on,
  };
});
