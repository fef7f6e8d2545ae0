import type { Leaf } from '../audit/leaf.ts';
import { actorOf, writeLeaf } from '../audit/write.ts';
import type { Act, Who } from '../operation.ts';
import { watermark } from './watermark.ts';

const when = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});

/**
 * A page of what a customer sent, for staff: a picture only, watermarked with who looks, at which order (the leaf's subject) and for what.
 * The view is recorded before the picture leaves.
 */
export async function showPage(
  { ctx, who, now, requestId }: Pick<Act<Extract<Who, { kind: 'staff' }>>, 'ctx' | 'who' | 'now' | 'requestId'>,
  file: { readonly store_key: string; readonly data_key_sealed: string },
  view: { readonly operation: string; readonly leaf: Leaf & { readonly subject: string }; readonly purpose: string },
): Promise<{ mediaType: 'image/jpeg'; body: Buffer }> {
  const { operation, leaf, purpose } = view;
  const origin = { ctx, at: now, actor: actorOf(who), operation, requestId };
  await ctx.db.transaction().execute((trx) => writeLeaf(trx, origin, leaf));
  const parts: Buffer[] = [];
  for await (const part of await ctx.files.get(file.store_key, file.data_key_sealed)) parts.push(part as Buffer);
  const lines = [`${who.name}　${when.format(now)}`, `${leaf.subject}　${purpose}`];
  return { mediaType: 'image/jpeg', body: await watermark(Buffer.concat(parts), lines) };
}
