import { verifySync } from 'otplib';

const stepSeconds = 30;

/** The time step (RFC 6238, 30 s) in which `code` is right: now, the one before or the one after; undefined when in none. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: stepSeconds });
  return found.valid ? Math.floor(epoch / stepSeconds) + found.delta : undefined;
}
