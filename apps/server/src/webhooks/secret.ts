import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';

/** Standard Webhooks: 24 to 64 random bytes in base64 behind `whsec_`. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const place = (id: string, which: 'secret' | 'old_secret') => `webhooks.${which}_sealed:${id}`;

export const sealSecret = (ctx: Pick<Context, 'personal'>, id: string, secret: string): string =>
  ctx.personal.seal(place(id, 'secret'), secret);

/** The present secret becomes the one before. */
export const sealAsOld = (ctx: Pick<Context, 'personal'>, id: string, sealed: string): string =>
  ctx.personal.seal(place(id, 'old_secret'), ctx.personal.open(place(id, 'secret'), sealed));

/** All that sign now, the present one first. */
export function signingSecrets(
  ctx: Pick<Context, 'personal'>,
  hook: {
    readonly id: string;
    readonly secret_sealed: string;
    readonly old_secret_sealed: string | null;
    readonly old_secret_until: Date | null;
  },
  now: Date,
): string[] {
  const secrets = [ctx.personal.open(place(hook.id, 'secret'), hook.secret_sealed)];
  if (hook.old_secret_sealed !== null && hook.old_secret_until !== null && hook.old_secret_until > now)
    secrets.push(ctx.personal.open(place(hook.id, 'old_secret'), hook.old_secret_sealed));
  return secrets;
}
