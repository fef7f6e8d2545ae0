import { parseCertificate } from '@jiesuo/certificate';
import { handle } from '../operation.ts';
import { lineColumns, orderLine } from '../orders/show.ts';
import { maskMobile } from '../personal/mask.ts';
import { Refusal } from '../refusal.ts';
import { ukeyLines } from './line.ts';

export const inspect = handle('ukeys.inspect', async ({ serial }, { ctx, now }) => {
  const row = await ctx.db
    .selectFrom('ukeys')
    .selectAll()
    .where('ca_id', '=', ctx.caId)
    .where('serial', '=', serial)
    .executeTakeFirst();
  const [line] = await ukeyLines(ctx.db, ctx, row ? [row] : []);
  if (!row || !line) throw new Refusal('not_found');
  const certificate = parseCertificate(row.certificate);
  const orders = await ctx.db
    .selectFrom('orders')
    .select(lineColumns)
    .where('ukey_id', '=', row.id)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return {
    ...line,
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    notBefore: certificate.notBefore.toISOString(),
    fingerprint: row.fingerprint,
    contactMobile:
      row.contact_sealed === null
        ? null
        : maskMobile(ctx.personal.open(`ukeys.contact_sealed:${row.id}`, row.contact_sealed)),
    importedAt: row.imported_at.toISOString(),
    orders: orders.map((order) => orderLine(order, now)),
  };
});
