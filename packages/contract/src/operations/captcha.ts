import { z } from 'zod';
import * as f from '../fields.ts';
import { operation } from '../operation.ts';

const hex = (bytes: number) => z.string('wrong_type').regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), 'wrong_type');
const whole = (most: number) => z.number('wrong_type').int('wrong_type').min(0, 'wrong_type').max(most, 'wrong_type');

/** Proof of work (ALTCHA v2): find the counter from 0 to `data.most` whose PBKDF2 key begins with `keyPrefix`. Signed as a whole. */
export const captchaChallenge = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('PBKDF2/SHA-256', 'wrong_type'),
    cost: whole(1_000_000),
    data: z.strictObject({
      /** For whom it was made, as an opaque mark. */
      from: z.string('wrong_type').max(64, 'wrong_type'),
      most: whole(1_000_000),
      /** Unix seconds. */
      until: whole(2 ** 40),
    }),
    keyLength: z.literal(32, 'wrong_type'),
    keyPrefix: hex(16),
    keySignature: hex(32),
    nonce: hex(16),
    salt: hex(16),
  }),
  signature: hex(32),
});
export const captchaAnswer = z.strictObject({
  challenge: captchaChallenge,
  solution: z.strictObject({ counter: whole(1_000_000), derivedKey: hex(32) }),
});
export type CaptchaChallenge = z.output<typeof captchaChallenge>;
export type CaptchaAnswer = z.output<typeof captchaAnswer>;

export const challenge = operation({
  name: 'captcha.challenge',
  kind: 'read',
  roles: ['anyone'],
  summary: 'work for the page to do before a code is sent; good for five minutes and one use',
  input: f.nothing,
  output: captchaChallenge,
  refusals: [],
});
