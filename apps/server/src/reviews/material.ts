import { assertIdCardOpen } from '../consents/idCard.ts';
import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { assertReadable } from '../retention/restriction.ts';
import { mayLook } from './mayLook.ts';
import { showPage } from './showPage.ts';

export const material = handle('reviews.material', async ({ id, page }, act) => {
  const file = await findPage(act, id, page);
  if (!file || !mayLook(file, act.who, act.now)) throw new Refusal('not_found');
  await assertReadable(act.ctx.db, act.ctx, { ...file, id: file.order_id }, act.who.staffId, act.now);
  if (file.kind === 'id_card') await assertIdCardOpen(act.ctx.db, file);
  return showPage(act, file, {
    operation: 'reviews.material',
    leaf: { subject: file.number, detail: { material: id, kind: file.kind, page } },
    purpose: '仅用于CA密码重置审核',
  });
});

/** Page 0 is the material as it was kept: never given to a browser. */
const findPage = ({ ctx }: Pick<Act, 'ctx'>, id: string, page: number) =>
  ctx.db
    .selectFrom('files')
    .innerJoin('materials', 'materials.id', 'files.material_id')
    .innerJoin('orders', 'orders.id', 'materials.order_id')
    .select([
      'files.store_key',
      'files.data_key_sealed',
      'materials.kind',
      'orders.id as order_id',
      'orders.ended_at',
      'orders.restricted_from',
      'orders.forgotten_at',
      'orders.number',
      'orders.account_id',
      'orders.status',
      'orders.assigned_to',
      'orders.assigned_until',
      'orders.reserved_for',
      'orders.reserved_until',
    ])
    .where('materials.id', '=', id)
    .where('materials.ca_id', '=', ctx.caId)
    .where('files.page', '=', page)
    .executeTakeFirst();
