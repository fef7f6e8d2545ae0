import { handle } from '../operation.ts';
import { giveFile } from './files/give.ts';
import { recordLook } from './look.ts';

export const file = handle('invoices.file', async ({ request, form }, act) => {
  const given = await giveFile(act.ctx, request, form);
  await recordLook(act, 'invoices.file', { subject: request, detail: { form } });
  return given;
});
