import { CertificateFault, parseCertificate } from '@jiesuo/certificate';
import type { Db, Trx } from '../context.ts';
import type { OrderRow } from '../orders/move.ts';

/** What the order's certificate says of its holder, to begin a title with; the tax number is empty where it names none. */
export async function suggestTitle(
  db: Db | Trx,
  order: Pick<OrderRow, 'ukey_id' | 'customer_name'>,
): Promise<{ readonly name: string; readonly taxNumber: string }> {
  const ukey = await db.selectFrom('ukeys').select('certificate').where('id', '=', order.ukey_id).executeTakeFirst();
  return { name: order.customer_name, taxNumber: ukey ? (usccOf(ukey.certificate) ?? '') : '' };
}

function usccOf(der: Buffer): string | undefined {
  try {
    return parseCertificate(der).identity.uscc;
  } catch (fault) {
    if (fault instanceof CertificateFault) return undefined;
    throw fault;
  }
}
