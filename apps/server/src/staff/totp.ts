import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Context, Trx } from '../context.ts';

const stepSeconds = 30;

/** The time step (RFC 6238, 30 s) in which `code` is right: now, the one before or the one after; undefined when in none. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: stepSeconds });
  return found.valid ? Math.floor(epoch / stepSeconds) + found.delta : undefined;
}

/** Uses the step up: of two that bring the same code at once, one finds it taken (RFC 6238 §5.2). @returns whether this was the first. */
export async function takeStep(trx: Trx, staffId: string, step: number): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set({ totp_step: step })
    .where('id', '=', staffId)
    .where('totp_step', '<', step)
    .where('totp_sealed', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A secret as authenticator apps take it: base32 (RFC 4648), and the address that they scan. */
export async function newTotp(
  ctx: Pick<Context, 'settings'>,
  name: string,
): Promise<{ totpSecret: string; totpUri: string }> {
  const totpSecret = generateSecret();
  const { caName } = await ctx.settings();
  return { totpSecret, totpUri: generateURI({ issuer: caName, label: name, secret: totpSecret }) };
}

/** A secret that was shown is in force only after a code of it; until then it is sealed apart. */
const sealedAs = { totp_sealed: 'staff.totp_sealed', totp_next_sealed: 'staff.totp_next_sealed' } as const;
type Place = keyof typeof sealedAs;
type Person = { readonly id: string } & { readonly [place in Place]: string | null };

export const sealTotp = (ctx: Pick<Context, 'personal'>, place: Place, id: string, secret: string): string =>
  ctx.personal.seal(`${sealedAs[place]}:${id}`, secret);

export function openTotp(ctx: Pick<Context, 'personal'>, place: Place, person: Person): string | undefined {
  const sealed = person[place];
  return sealed === null ? undefined : ctx.personal.open(`${sealedAs[place]}:${person.id}`, sealed);
}
