import { z } from 'zod';

/** One byte, lower-case hex. */
export const byteHex = z.string().regex(/^[0-9a-f]{2}$/, '应为一个字节，如 80 · must be one byte such as 80');
/** Name of the application that holds the PINs (GM/T 0016: SKF_OpenApplication). */
const application = z.string().min(1).max(32);

/** The server answers the UKey's challenges; UNBLOCK to a one-time PIN (docs/protocol.md §1). */
const gmt0017 = z.strictObject({
  method: z.literal('gmt0017'),
  application,
  /** Makes the key from a PIN. */
  pinHash: z.enum(['sha1', 'sm3']),
  cipher: z.enum(['sm4']),
  /** The length under the MAC counts the MAC's 4 bytes. */
  lcInMac: z.boolean(),
  /** Byte order of that length. */
  lcEndian: z.enum(['big', 'little']),
  /** Bytes before the data on the wire: 7 is CLA INS P1 P2 00 Lc(2), 8 is CLA INS P1 P2 Lc(2) Le(2). */
  headerLength: z.literal([7, 8]),
});

/** The server answers one challenge with the admin key; the new PIN goes from the bridge to the UKey alone. */
const challengeResponse = z.strictObject({
  method: z.literal('challenge_response'),
  /** `gids`: mutual GENERAL AUTHENTICATE R2‖R1‖Z1; `external_authenticate`: one cryptogram over the card's challenge. */
  scheme: z.enum(['gids', 'external_authenticate']),
  /** CBC with an IV of zeros for `gids`, ECB for a challenge of one block. */
  cipher: z.enum(['3des-cbc', '3des-ecb', 'aes-128-cbc', 'aes-128-ecb', 'aes-192-ecb', 'aes-256-cbc', 'aes-256-ecb']),
  keyRef: byteHex,
  pinRef: byteHex,
  /** What fills a PIN up to `pin.max`. */
  pinPadding: z.enum(['none', '00', 'ff']),
});

/** The admin secret itself goes to the bridge, sealed, once, and is changed. */
const trustedBridge = z.strictObject({
  method: z.literal('trusted_bridge'),
  /** C_Login(CKU_SO) and C_InitPIN; SKF_UnblockPIN; RESET RETRY COUNTER with the PUK (SP 800-73). */
  via: z.enum(['so_init_pin', 'skf_unblock_pin', 'piv_puk']),
  /** For `skf_unblock_pin`. */
  application: application.optional(),
});

/** How this model's PIN is reset from afar, and by which parameters: for the ticket, never from a client's claim. */
export const reset = z.discriminatedUnion('method', [gmt0017, challengeResponse, trustedBridge], {
  error: '应为 gmt0017、challenge_response 或 trusted_bridge · must be gmt0017, challenge_response or trusted_bridge',
});
export type Reset = z.output<typeof reset>;
export type Method = Reset['method'];
