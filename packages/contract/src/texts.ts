import { z } from 'zod';
import * as f from './fields.ts';
import { materialKinds } from './states.ts';

/** Everything that staff word and publish. Each kind has the same life: draft, publication, versions that stay. */
export const textKinds = ['announcement', 'faq', 'consent', 'pin_policy', 'fee', 'message', 'reasons'] as const;
export type TextKind = (typeof textKinds)[number];

/** Rules and what people agree to: published only when a second person approves who had no hand in the draft. */
export const guardedTextKinds: readonly TextKind[] = ['consent', 'pin_policy', 'fee'];

/** The subject of a kind that has one text only; of the PIN policy: for every model that has none of its own. */
export const everySubject = '*';

/** What is shown as text stays text: no control characters, and nothing that turns the direction of reading. */
const isPlain = (text: string) =>
  !/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text.replace(/\n/g, ''));
const words = (max: number) =>
  z
    .string('wrong_type')
    .max(max * 2, 'too_long')
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .pipe(f.note(max))
    .refine(isPlain, 'text_unprintable');
const line = (max: number) => words(max).refine((text) => !text.includes('\n'), 'text_one_line');
const inBoth = <T extends z.ZodType>(text: T) => z.strictObject({ zh: text, en: text });

const pinLength = z.number('wrong_type').int('wrong_type').min(6, 'wrong_type').max(16, 'wrong_type');
export const pinAlphabets = ['digits', 'alphanumeric', 'printable'] as const;

/** What one version holds, by kind. */
export const textContents = {
  announcement: z.strictObject({
    kind: z.literal('announcement'),
    title: inBoth(line(100)),
    body: inBoth(words(2000)),
  }),
  faq: z.strictObject({
    kind: z.literal('faq'),
    items: z.array(z.strictObject({ question: inBoth(line(200)), answer: inBoth(words(2000)) })).max(50, 'too_long'),
  }),
  consent: z.strictObject({ kind: z.literal('consent'), ...inBoth(words(20_000)).shape }),
  pin_policy: z
    .strictObject({
      kind: z.literal('pin_policy'),
      min: pinLength,
      max: pinLength,
      alphabet: z.enum(pinAlphabets, 'wrong_type'),
      /** PINs that no UKey may be given, beside those that its maker delivers it with. */
      defaults: z.array(z.string('wrong_type').regex(/^[\x21-\x7e]{4,16}$/, 'wrong_type')).max(8, 'too_long'),
    })
    .refine((policy) => policy.min <= policy.max, { path: ['min'], message: 'pin_policy_backwards' }),
  fee: z.strictObject({ kind: z.literal('fee'), fen: f.fen }),
  message: z.strictObject({
    kind: z.literal('message'),
    /** Chinese alone, as the carriers approve it; null for what only ever goes by e-mail. */
    sms: line(300).nullable(),
    /** Null for a code, which no mail repeats. */
    mail: z.strictObject({ subject: inBoth(line(100)), body: inBoth(words(2000)) }).nullable(),
  }),
  reasons: z.strictObject({
    kind: z.literal('reasons'),
    items: z
      .array(
        z.strictObject({
          zh: line(200),
          en: line(200),
          /** Which materials it is offered for. */
          kinds: z.array(z.enum(materialKinds, 'wrong_type')).min(1, 'required').max(materialKinds.length, 'too_long'),
        }),
      )
      .max(50, 'too_long'),
  }),
} as const;
export type ContentOf<K extends TextKind> = z.output<(typeof textContents)[K]>;
export const textContent = z.discriminatedUnion('kind', [
  textContents.announcement,
  textContents.faq,
  textContents.consent,
  textContents.pin_policy,
  textContents.fee,
  textContents.message,
  textContents.reasons,
]);
export type TextContent = z.output<typeof textContent>;

export type Faq = ContentOf<'faq'>['items'];
