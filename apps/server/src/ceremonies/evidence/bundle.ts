import { methods, pinPrompts, wireMessage } from '@jiesuo/ceremony';
import { riskRuleNames } from '@jiesuo/contract';
import { z } from 'zod';

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const at = z.iso.datetime();
/** A member of staff, by the id that the audit log names him by. */
const person = z.strictObject({ id: z.uuid(), name: z.string().max(200) });

const consent = { kind: z.string(), version: z.string(), textHash: z.string(), givenAt: at };

const common = {
  type: z.literal('evidence'),
  ca: z.string(),
  order: z.string(),
  completedAt: at,
  subscriber: z.string(),
  ukey: z.strictObject({
    serial: z.string(),
    /** Registered signing certificate, DER, base64. */ certificate: z.string(),
    fingerprint: sha256Hex,
  }),
  materials: z.array(
    z.strictObject({
      kind: z.string(),
      uploadedSha256: z.string(),
      keptSha256: z.string(),
      verdict: z.string(),
      uploadedAt: at,
    }),
  ),
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
};
const custody = { at, method: z.enum(methods), reason: z.string() };

/** As it was made before decisions were told with the persons who made them; it stays readable for good. */
const first = z.strictObject({
  ...common,
  v: z.literal(1),
  consents: z.array(z.strictObject(consent)),
  approval: z.strictObject({ by: z.string(), at }).nullable(),
  /** Evidence from before there was a choice has none and means `gmt0017`. */
  method: z.enum(methods).optional(),
  custodian: z
    .strictObject({ by: z.string(), ...custody })
    .nullable()
    .optional(),
});

const second = z.strictObject({
  ...common,
  v: z.literal(2),
  orderedAt: at,
  consents: z.array(z.strictObject({ ...consent, withdrawnAt: at.nullable() })),
  /** The words that were agreed to, by their hash, where they were kept: SHA-256 of both languages with a zero byte between. */
  texts: z.array(z.strictObject({ textHash: sha256Hex, zh: z.string(), en: z.string() })),
  /** Every review of the order, the first one first. */
  decisions: z.array(
    z.strictObject({ round: z.number().int(), decision: z.enum(['approve', 'refuse']), by: person, at }),
  ),
  /** Every second approval that was asked for; `round` is the review whose approval it followed. */
  seconds: z.array(
    z.strictObject({
      round: z.number().int(),
      first: person,
      askedAt: at,
      decision: z.enum(['approve', 'return']),
      by: person,
      at,
    }),
  ),
  /** `risksDigest` of what the rules saw: the customer's copy holds no more, it would teach a forger. */
  risks: sha256Hex,
  method: z.enum(methods),
  /** The key custodian's decision; without it no secret ever leaves the server. */
  custodian: z.strictObject({ by: person, ...custody }).nullable(),
});

/** What one reset leaves behind, for both sides and for a court: everything in it is checked with public keys alone. No PIN, no APDU after UNBLOCK. */
export const evidenceBundle = z.discriminatedUnion('v', [first, second]);
export type EvidenceBundle = z.output<typeof evidenceBundle>;
export type NewBundle = z.output<typeof second>;
export const promptShape = common.prompt;

const risk = z.strictObject({
  round: z.number().int(),
  rule: z.enum(riskRuleNames),
  occasion: z.enum(['submission', 'resubmission', 'approval']),
  at,
  /** HMAC-SHA256 by the salt over what the rule saw, as JSON; null where it saw nothing to tell. */
  facts: sha256Hex.nullable(),
});
const openedRisks = z.strictObject({ salt: sha256Hex, risks: z.array(risk) });
export type OpenedRisks = z.output<typeof openedRisks>;

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

const signed = {
  evidence: wireMessage.extend({ payload: z.string().max(4 * 1024 * 1024) }),
  portalKey: z.string().length(43),
};
/** As the database keeps it: with what opens `risks`. */
export const keptEvidence = z.strictObject({ ...signed, risks: openedRisks.optional() });
export type KeptEvidence = z.output<typeof keptEvidence>;

/** The file a person keeps: the bundle's exact bytes, signed by the portal key, with that key's public half; the log's proofs once there are some. */
export const evidenceFile = z.strictObject({
  ...signed,
  log: logProof.optional(),
  /** In the copy of staff: what opens `risks`, and the words of the audit leaves. */
  staff: openedRisks.extend({ entries: z.array(z.string().max(65_535)) }).optional(),
});
export type EvidenceFile = z.output<typeof evidenceFile>;
