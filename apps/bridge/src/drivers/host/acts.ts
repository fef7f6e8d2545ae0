import { z } from 'zod';
import type { Driver, Ukey } from '../ukey.ts';

type DriverAct = Exclude<keyof Driver, 'name'>;
type UkeyAct = Exclude<keyof Ukey, 'facts'>;
export type Act = DriverAct | UkeyAct;

const CERTIFICATE_BYTES_MAX = 16 * 1024;
const bytes = (max: number) =>
  z.custom<Buffer>((value) => Buffer.isBuffer(value) && value.length <= max, `bytes, at most ${max}`);
const text = z.string().max(200);
const hex = (max: number) => z.string().regex(new RegExp(`^(?:[0-9a-f]{2}){0,${max}}$`));
const detail = z.string().max(120).optional();
const tries = z
  .strictObject({ left: z.number().int().min(0).max(255), max: z.number().int().min(0).max(255) })
  .nullable();
const pinOutcome = z.enum(['right', 'wrong', 'locked', 'refused']);
const nothing = z.undefined();

const condition = z.strictObject({
  code: z.enum([
    'service_not_running',
    'library_missing',
    'library_refused',
    'library_wrong_bitness',
    'driver_crashed',
    'driver_hangs',
    'vendor_error',
  ]),
  detail,
});
const listing = z.strictObject({
  slots: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(300),
        model: z.string().max(64).optional(),
        name: text,
        atr: hex(33).optional(),
      }),
    )
    .max(32),
  conditions: z.array(condition).max(32),
});
const facts = z.strictObject({
  serial: z.string().max(64),
  label: z.string().max(64),
  maker: z.string().max(64),
  model: z.string().max(64),
  certificates: z
    .array(z.strictObject({ use: z.enum(['sign', 'encrypt']), der: bytes(CERTIFICATE_BYTES_MAX), key: text }))
    .max(16),
  methods: z.array(z.enum(['gmt0017', 'challenge_response', 'trusted_bridge'])).max(3),
});
/** What may be missing in a `Ukey`. */
export const optionalActs = ['takeChallenge', 'exchange', 'setPin', 'unblock', 'rotate'] as const;
export const opened = z.strictObject({ ukey: z.number().int(), facts, can: z.array(z.enum(optionalActs)) });

/**
 * Every call into a driver's child: how long it may take before the child counts as hanging, what its answer looks like, and whether
 * its arguments are secrets. The answer is judged on both sides: a library that returns rubbish must not fill our memory either.
 */
export const acts: Readonly<
  Record<Act, { readonly timeoutMs: number; readonly answer: z.ZodType; readonly isSecret?: true }>
> = {
  list: { timeoutMs: 10_000, answer: listing },
  connect: { timeoutMs: 20_000, answer: opened },
  /** Beside the time that the caller lets it wait. */
  change: { timeoutMs: 10_000, answer: nothing },
  close: { timeoutMs: 5_000, answer: nothing },
  tries: { timeoutMs: 5_000, answer: z.strictObject({ user: tries, admin: tries }) },
  verifyPin: { timeoutMs: 15_000, answer: pinOutcome, isSecret: true },
  changePin: { timeoutMs: 20_000, answer: pinOutcome, isSecret: true },
  sign: {
    timeoutMs: 20_000,
    answer: z.strictObject({ algorithm: z.enum(['sm2-sm3', 'rsa-sha256', 'ecdsa-sha256']), signature: bytes(1024) }),
  },
  release: { timeoutMs: 5_000, answer: nothing },
  takeChallenge: { timeoutMs: 5_000, answer: z.strictObject({ appId: hex(32), challenge: hex(64) }) },
  exchange: { timeoutMs: 20_000, answer: z.strictObject({ sw: hex(2), data: bytes(64 * 1024) }) },
  setPin: { timeoutMs: 20_000, answer: pinOutcome, isSecret: true },
  unblock: { timeoutMs: 30_000, answer: pinOutcome, isSecret: true },
  rotate: { timeoutMs: 30_000, answer: pinOutcome, isSecret: true },
};

export const isAct = (name: string): name is Act => Object.hasOwn(acts, name);
