import { actorOf, writeLeaf } from '../audit/write.ts';
import { type Act, handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { mayLook } from './mayLook.ts';
import { watermark } from './watermark.ts';

const when = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});

/** Staff get pictures only, watermarked with who looks. The view is recorded before the picture leaves. */
export const material = handle('reviews.material', async ({ id, page }, act) => {
  const { ctx, who, now, requestId } = act;
  const file = await findPage(act, id, page);
  if (!file || !mayLook(file, who, now)) throw new Refusal('not_found');
  await ctx.db
    .transaction()
    .execute((trx) =>
      writeLeaf(
        trx,
        { ctx, at: now, actor: actorOf(who), operation: 'reviews.material', requestId },
        { subject: file.number, detail: { material: id, kind: file.kind, page } },
      ),
    );
  const parts: Buffer[] = [];
  for await (const part of await ctx.files.get(file.store_key, file.data_key_sealed)) parts.push(part as Buffer);
  const lines = [`${who.name}　${when.format(now)}`, `${file.number}　仅用于CA密码重置审核`];
  return { mediaType: 'image/jpeg', body: await watermark(Buffer.concat(parts), lines) };
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
      'orders.number',
      'orders.assigned_to',
      'orders.assigned_until',
      'orders.reserved_for',
      'orders.reserved_until',
    ])
    .where('materials.id', '=', id)
    .where('materials.ca_id', '=', ctx.caId)
    .where('files.page', '=', page)
    .executeTakeFirst();
