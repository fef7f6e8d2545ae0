import { createHash, randomInt } from 'node:crypto';
import type { Invitation } from '@jiesuo/contract/console';

/** Crockford's alphabet: nothing in it looks like something else in it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: more than anyone can try in a day (ASVS 6.4.1). */
const letters = 16;
const hours = 24;

export interface NewInvitation {
  /** In groups of four, for a person to type. */
  readonly code: string;
  readonly row: { readonly invitation_hash: string; readonly invited_until: Date };
}

/** A one-time code for a first log-in. Only its hash is kept; whoever makes it sees it once. */
export function newInvitation(now: Date): NewInvitation {
  const code = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('');
  return {
    code: code.replace(/(.{4})(?=.)/g, '$1-'),
    row: { invitation_hash: invitationHash(code), invited_until: new Date(now.getTime() + hours * 3_600_000) },
  };
}

/** Of a code as the contract's `invitationCode` reads it. */
export const invitationHash = (code: string): string => createHash('sha256').update(`staff ${code}`).digest('hex');

export const showInvitation = (name: string, { code, row }: NewInvitation): Invitation => ({
  name,
  code,
  expiresAt: row.invited_until.toISOString(),
});

/** What a person has who must enrol anew: no password, no factor, a code. */
export const withoutFactors = (invitation: NewInvitation) => ({
  password_hash: null,
  totp_sealed: null,
  totp_next_sealed: null,
  totp_step: 0,
  ...invitation.row,
});
