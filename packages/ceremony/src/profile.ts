import { z } from 'zod';

/** How a UKey of each method is spoken to: data from its model's record, never an `if` (docs/protocol.md §1). A ticket brings it, signed. */
const id = z.string().max(64);
const application = z.string().min(1).max(32);
/** One byte, lower-case hex. */
const byteHex = z.string().regex(/^[0-9a-f]{2}$/);

/** `gmt0017`. SM1 and SSF33 are unpublished: a token that knows nothing else cannot be answered in software. */
export const methodProfile = z.strictObject({
  id,
  application,
  pinHash: z.enum(['sha1', 'sm3']),
  cipher: z.enum(['sm4']),
  lcInMac: z.boolean(),
  lcEndian: z.enum(['big', 'little']),
  /** Bytes before the data on the wire: 7, extended lengths of ISO 7816-4, as in evidence from before there was a choice; 8, always Lc and Le of two bytes each. */
  headerLength: z.union([z.literal(7), z.literal(8)]).default(7),
});
export type MethodProfile = z.output<typeof methodProfile>;

/** `challenge_response`. */
export const challengeProfile = z.strictObject({
  id,
  /** `gids`: mutual GENERAL AUTHENTICATE, R2‖R1‖Z1 in CBC; `external_authenticate`: one block, SP 800-73-4 part 2 §3.2.4. */
  scheme: z.enum(['gids', 'external_authenticate']),
  cipher: z.enum(['3des-cbc', '3des-ecb', 'aes-128-cbc', 'aes-128-ecb', 'aes-192-ecb', 'aes-256-cbc', 'aes-256-ecb']),
  keyRef: byteHex,
  pinRef: byteHex,
  /** What fills a PIN up to its longest. */
  pinPadding: z.enum(['none', '00', 'ff']),
});
export type ChallengeProfile = z.output<typeof challengeProfile>;

/** `trusted_bridge`: C_Login(CKU_SO) and C_InitPIN; SKF_UnblockPIN; RESET RETRY COUNTER with the PUK. */
export const trustedProfile = z.strictObject({
  id,
  via: z.enum(['so_init_pin', 'skf_unblock_pin', 'piv_puk']),
  application: application.optional(),
});
export type TrustedProfile = z.output<typeof trustedProfile>;

export const methods = ['gmt0017', 'challenge_response', 'trusted_bridge'] as const;
export type Method = (typeof methods)[number];
