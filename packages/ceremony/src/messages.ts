import { z } from 'zod';
import { challengeProfile, methodProfile, trustedProfile } from './profile.ts';

export { type Method, methods } from './profile.ts';

/** Every text on the wire is bounded before it is decoded. */
const base64url = (max: number) =>
  z
    .string('wrong_type')
    .max(max, 'too_long')
    .regex(/^[A-Za-z0-9_-]*$/, 'wrong_type');
const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const hash = hex(32);

/** What travels between bridge and server: the exact bytes that were signed, and an Ed25519 signature over "jiesuo message v1\n" ‖ payload. */
export const wireMessage = z.strictObject({ payload: base64url(96 * 1024), signature: base64url(86) });
export type WireMessage = z.output<typeof wireMessage>;
/** HPKE (RFC 9180, DHKEM P-256, HKDF-SHA256, AES-256-GCM): enc ‖ ciphertext. */
export const sealedText = base64url(4096);

const tries = z
  .strictObject({ left: z.number().int().min(0).max(255), max: z.number().int().min(0).max(255) })
  .nullable();
export type Tries = z.output<typeof tries>;

/** Bridge → server: the bridge's two ephemeral keys, bound to the pairing code by its hash. Signed by `signKey` itself. */
export const hello = z.strictObject({
  v: z.literal(1),
  type: z.literal('hello'),
  pairing: hash,
  /** Ed25519, raw 32 bytes. */
  signKey: base64url(43).min(43),
  /** P-256, raw uncompressed 65 bytes. */
  sealKey: base64url(87).min(87),
  version: z.string().max(20),
});
export type Hello = z.output<typeof hello>;

export const pinPolicy = z.strictObject({ min: z.number().int().min(6).max(16), max: z.number().int().min(6).max(16) });
export type PinPolicy = z.output<typeof pinPolicy>;
/** The same with what the UKey's maker lets a PIN be, from the model's record; without `alphabet`: printable. */
export const pinRules = pinPolicy.extend({
  alphabet: z.enum(['digits', 'alphanumeric', 'printable']).optional(),
  /** PINs that the maker's UKeys come with, as published. */
  defaults: z.array(z.string().min(1).max(64)).max(16).optional(),
});
export type PinRules = z.output<typeof pinRules>;

/** Where a new PIN is typed: the bridge's window in the browser, or a dialog of the system. */
export const pinPrompts = ['window', 'native'] as const;
export type PinPrompt = (typeof pinPrompts)[number];

const common = { v: z.literal(1), ceremony: z.uuid(), leg: z.number().int().min(1).max(1000) };

/** What every method's reset has in common. */
const resetBase = {
  order: z.string().max(40),
  subscriber: z.string().max(200),
  serial: z.string().max(64),
  certificateSerial: z.string().max(80),
  fingerprint: hash,
  pinPolicy: pinRules,
  /** Demanded by the CA: where `native`, nothing else will do; where `window`, a bridge may still insist on its dialog. */
  prompt: z.enum(pinPrompts),
  /** SHA-256 of the sealed forbidden tails that came with the ticket. */
  sealed: hash,
  /** Transcript of the legs before this one, or null. */
  previous: hash.nullable(),
};

/** Server → bridge, signed by the portal key: what this bridge key may do, for whom, until when. */
export const ticket = z.strictObject({
  ...common,
  type: z.literal('ticket'),
  purpose: z.enum(['read', 'reset']),
  /** SHA-256 of the hello payload: binds both bridge keys and the pairing code. */
  hello: hash,
  portal: z.string().max(200),
  ca: z.string().max(100),
  /** Masked. */
  account: z.string().max(60),
  issuedAt: z.iso.datetime(),
  /** Lifetime by the server's clock; the bridge counts it on its own monotonic clock from receipt. */
  validSeconds: z.number().int().min(1).max(3600),
  reset: z
    .discriminatedUnion('method', [
      z.strictObject({ ...resetBase, method: z.literal('gmt0017'), profile: methodProfile }),
      z.strictObject({
        ...resetBase,
        method: z.literal('challenge_response'),
        profile: challengeProfile,
        /** The server's own challenge, fresh for each ticket, for mutual authentication. */
        hostChallenge: hex(16),
      }),
      z.strictObject({ ...resetBase, method: z.literal('trusted_bridge'), profile: trustedProfile }),
    ])
    .nullable(),
});
export type Ticket = z.output<typeof ticket>;
export type ResetTicket = NonNullable<Ticket['reset']>;

const numbered = {
  ...common,
  seq: z.number().int().min(1).max(1000),
  /** Transcript before this message. */ previous: hash,
};

const claim = z.strictObject({
  claimedSerial: z.string().min(1).max(64),
  label: z.string().max(64),
  maker: z.string().max(64),
  /** The bridge's profile id that recognised it. */
  profile: z.string().max(64),
  /** DER, base64url. */
  certificates: z.array(z.strictObject({ use: z.enum(['sign', 'encrypt']), der: base64url(16 * 1024) })).max(4),
  userTries: tries,
  adminTries: tries,
});
export type UkeyClaim = z.output<typeof claim>;

/** Why a bridge gave up: the closed set that `failed` may carry. */
export const failureCodes = [
  'ukey_missing',
  'ukey_differs',
  'certificate_differs',
  'ukey_removed',
  'ukey_busy',
  'user_tries_low',
  'admin_tries_low',
  'admin_secret_wrong',
  'admin_locked',
  'mac_refused',
  'challenge_stale',
  'pin_refused',
  'new_pin_not_accepted',
  'not_signed',
  'proof_wrong',
  'answer_refused',
  'time_out',
  'cancelled',
  'ukey_fault',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Bridge → server, each answered by exactly one server message. APDUs after UNBLOCK never appear in any of them. */
export const bridgeMessage = z.discriminatedUnion('type', [
  z.strictObject({ ...numbered, type: z.literal('ukeys'), claims: z.array(claim).max(4) }),
  z.strictObject({
    ...numbered,
    type: z.literal('authorise'),
    claimedSerial: z.string().max(64),
    fingerprint: hash,
    /** `gmt0017` only. */
    appId: hex(2).optional(),
    /** Of K: 8 or 16 bytes; none for `trusted_bridge`. */
    challenge: z.union([hex(8), hex(16)]).optional(),
    userTries: tries,
    adminTries: tries,
  }),
  z.strictObject({ ...numbered, type: z.literal('unblock'), appId: hex(2), challenge: hex(8) }),
  z.strictObject({ ...numbered, type: z.literal('unblocked') }),
  z.strictObject({
    ...numbered,
    type: z.literal('changed'),
    isResumed: z.boolean(),
    claimedSerial: z.string().max(64),
    fingerprint: hash,
    /** `challenge_response` with mutual authentication: K's own cryptogram, E(K, R1‖R2‖Z2). */
    answer: z.union([hex(40), hex(48)]).optional(),
    /** `trusted_bridge`: what became of the admin secret. */
    rotation: z.enum(['rotated', 'not_rotated', 'unknown']).optional(),
    /** Where the new PIN was typed. */
    prompt: z.enum(pinPrompts).optional(),
  }),
  z.strictObject({
    ...numbered,
    type: z.literal('proof'),
    algorithm: z.enum(['sm2-sm3', 'rsa-sha256', 'ecdsa-sha256']),
    signature: base64url(1024),
  }),
  z.strictObject({
    ...numbered,
    type: z.literal('failed'),
    failure: z.enum(failureCodes),
    userTries: tries,
    adminTries: tries,
  }),
]);
export type BridgeMessage = z.output<typeof bridgeMessage>;
export type Rotation = NonNullable<Extract<BridgeMessage, { type: 'changed' }>['rotation']>;

/** Server → bridge. */
export const serverMessage = z.discriminatedUnion('type', [
  z.strictObject({ ...numbered, type: z.literal('noted') }),
  z.strictObject({ ...numbered, type: z.literal('verify'), apdu: z.string().regex(/^[0-9a-f]{50}$/) }),
  /** `challenge` was weak or seen before: take a fresh one. Not counted. */
  z.strictObject({ ...numbered, type: z.literal('again') }),
  z.strictObject({
    ...numbered,
    type: z.literal('unblock'),
    apdu: z.string().regex(/^[0-9a-f]{58}$/),
    temp: sealedText,
  }),
  /** `challenge_response`: the cryptogram for K's challenge. */
  z.strictObject({ ...numbered, type: z.literal('respond'), apdu: z.string().regex(/^(?:[0-9a-f]{2}){17,58}$/) }),
  /** `trusted_bridge`: the admin secret and its successor (`secret.ts`), sealed, once. */
  z.strictObject({ ...numbered, type: z.literal('release'), secret: sealedText }),
  z.strictObject({ ...numbered, type: z.literal('nonce'), nonce: hex(32) }),
  z.strictObject({ ...numbered, type: z.literal('receipt'), order: z.string().max(40), completedAt: z.iso.datetime() }),
  z.strictObject({ ...numbered, type: z.literal('stop'), failure: z.enum(failureCodes) }),
]);
export type ServerMessage = z.output<typeof serverMessage>;
/** A message before the sender's counter and chain are put on. */
export type Unnumbered<M> = M extends unknown ? Omit<M, 'v' | 'ceremony' | 'leg' | 'seq' | 'previous'> : never;
