import type { Act } from '../operation.ts';
import { handle } from '../operation.ts';
import { lockWebhook } from './find.ts';
import { newSigningSecret, sealAsOld, sealSecret } from './secret.ts';

/** Both secrets sign until the end of the overlap, so that the receiver may change his at any time in it. */
const renew = (
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
  { ctx, now, write }: Pick<Act, 'ctx' | 'now' | 'write'>,
) =>
  write(async (trx, leaf) => {
    const hook = await lockWebhook(trx, ctx, id);
    const secret = newSigningSecret();
    const until = overlapHours === 0 ? null : new Date(now.getTime() + overlapHours * 3_600_000);
    await trx
      .updateTable('webhooks')
      .set({
        secret_sealed: sealSecret(ctx, id, secret),
        old_secret_sealed: until && sealAsOld(ctx, id, hook.secret_sealed),
        old_secret_until: until,
      })
      .where('id', '=', id)
      .execute();
    leaf({ subject: id, detail: { overlapHours } });
    return { secret, oldSecretUntil: until?.toISOString() ?? null };
  });
export const rotate = handle('webhooks.rotate', renew);
export const rotateByKey = handle('v1.webhooks.rotate', renew);
