import { methods, pinPrompts, wireMessage } from '@jiesuo/ceremony';
import { z } from 'zod';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What one reset leaves behind, for both sides and for a court: everything in it is checked with public keys alone. No PIN, no APDU after UNBLOCK. */
export const evidenceBundle = z.strictObject({
  v: z.literal(1),
  type: z.literal('evidence'),
  ca: z.string(),
  order: z.string(),
  completedAt: z.iso.datetime(),
  subscriber: z.string(),
  ukey: z.strictObject({
    serial: z.string(),
    /** Registered signing certificate, DER, base64. */ certificate: z.string(),
    fingerprint: sha256Hex,
  }),
  consents: z.array(
    z.strictObject({ kind: z.string(), version: z.string(), textHash: z.string(), givenAt: z.iso.datetime() }),
  ),
  materials: z.array(
    z.strictObject({
      kind: z.string(),
      uploadedSha256: z.string(),
      keptSha256: z.string(),
      verdict: z.string(),
      uploadedAt: z.iso.datetime(),
    }),
  ),
  approval: z.strictObject({ by: z.string(), at: z.iso.datetime() }).nullable(),
  /** By which method the UKey was reset; evidence from before there was a choice has none and means `gmt0017`. */
  method: z.enum(methods).optional(),
  /** The key custodian's decision; without it no secret ever leaves the server. */
  custodian: z
    .strictObject({ by: z.string(), at: z.iso.datetime(), method: z.enum(methods), reason: z.string() })
    .nullable()
    .optional(),
  /** Where the new PIN had to be typed by the ticket, and where it was by the bridge's word; evidence from before it was told has none. */
  prompt: z.strictObject({ demanded: z.enum(pinPrompts), used: z.enum(pinPrompts).nullable() }).optional(),
  /** Audit leaves (RFC 6962 leaf hashes) of this order so far; their inclusion proofs follow from the tree. */
  audit: z.array(z.strictObject({ id: z.string(), operation: z.string(), leafHash: sha256Hex })),
  ceremony: z.string(),
  legs: z.array(
    z.strictObject({
      leg: z.number().int(),
      hello: wireMessage,
      ticket: wireMessage,
      exchanges: z.array(z.strictObject({ request: wireMessage, answer: wireMessage })),
    }),
  ),
});
export type EvidenceBundle = z.output<typeof evidenceBundle>;

// The one spelling of 32 bytes in base64.
const hash = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/);

/** That the audit leaves which the bundle names, in its order, are in the signed log: RFC 6962 inclusion proofs against one checkpoint. */
const logProof = z.strictObject({
  checkpoint: z.string().max(2000),
  leaves: z.array(
    z.strictObject({ leafHash: sha256Hex, index: z.number().int().nonnegative(), proof: z.array(hash).max(64) }),
  ),
});
export type LogProof = z.output<typeof logProof>;

/** The file a person keeps: the bundle's exact bytes, signed by the portal key, with that key's public half; the log's proofs once there are some. */
export const evidenceFile = z.strictObject({
  evidence: wireMessage.extend({ payload: z.string().max(4 * 1024 * 1024) }),
  portalKey: z.string().length(43),
  log: logProof.optional(),
});
export type EvidenceFile = z.output<typeof evidenceFile>;
