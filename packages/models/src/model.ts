import { z } from 'zod';
import { drivers } from './drivers.ts';
import { match } from './match.ts';
import { byteHex, reset } from './reset.ts';

const line = (max: number) =>
  z
    .string()
    .min(1, '不能为空 · must not be empty')
    .max(max)
    .refine((text) => text.trim() === text, '首尾不能有空格 · must not begin or end with a space');

const alphabets = {
  digits: /^[0-9]*$/,
  alphanumeric: /^[0-9A-Za-z]*$/,
  printable: /^[\x20-\x7e]*$/,
} as const;

/** What the maker lets a PIN be. What this product asks for on top (6 at least, 16 at most) is no model's business. */
const pin = z
  .strictObject({
    min: z.number().int().min(4).max(255),
    max: z.number().int().min(4).max(255),
    alphabet: z.enum(['digits', 'alphanumeric', 'printable']),
    /** PINs that the maker's tokens come with, as published: never taken as a new PIN. */
    defaults: z.array(z.string().min(1).max(64)).max(16),
  })
  .superRefine(({ min, max, alphabet, defaults }, { addIssue }) => {
    if (min > max) addIssue({ code: 'custom', path: ['min'], message: '不能大于 max · must not be above max' });
    for (const [i, text] of defaults.entries())
      if (text.length < min || text.length > max || !alphabets[alphabet].test(text))
        addIssue({
          code: 'custom',
          path: ['defaults', i],
          message: '不符合本型号的长度或字符规则 · does not keep to the length or alphabet of this model',
        });
  });

const triesMax = z.number().int().min(1).max(255).nullable();

/** What a driver must do differently. A closed list: a quirk that no driver knows is refused. */
const quirks = z.strictObject({
  /** SKF_Transmit is there but does not reach the card. */
  isTransmitUnusable: z.boolean().optional(),
  /** SW 6xCy tells the tries left in x, not in y. */
  hasTriesInHighNibble: z.boolean().optional(),
  /** No counter: wrong PINs never lock it. For soft tokens. */
  neverLocks: z.boolean().optional(),
  /** Text that the library gives, where it is not UTF-8. */
  textEncoding: z.enum(['gbk']).optional(),
});

const source = z.strictObject({
  /** Which field, or which behaviour. */
  fact: line(200),
  /** Clause, page of the maker, file of public code, or a measurement. */
  source: line(300),
  /** Seen on a token of this model, by us or by whoever sent it in. */
  isVerified: z.boolean(),
});

/** One UKey model: all that this product knows of it, as data. */
export const model = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '只能用小写字母、数字和短横 · only lower-case letters, digits and hyphens'),
  maker: line(64),
  names: z.strictObject({ zh: line(64), en: line(64) }),
  match,
  drivers,
  /** Commands that its cards speak where bytes can be sent to them (PC/SC, SKF_Transmit). */
  family: z.enum(['gmt0017', 'gids', 'piv', 'none']),
  reset,
  pin,
  /** Of a new token; null where nobody has told. */
  tries: z.strictObject({ user: triesMax, admin: triesMax }),
  quirks: quirks.default({}),
  sources: z.array(source).min(1, '至少写一条出处 · name at least one source').max(64),
  /** INS bytes, or names of library functions, that were tried on no token of this maker. */
  unverifiedCommands: z
    .array(z.union([byteHex, z.string().regex(/^(SKF|C)_[A-Za-z0-9]{1,40}$/)]))
    .max(64)
    .default([]),
});
export type Model = z.output<typeof model>;
export type Quirks = Model['quirks'];

/** Admin tries that a new token has: 0 where nobody has told, so that nothing is done from afar on a guess. */
export const adminTriesMax = ({ tries, quirks }: Pick<Model, 'tries' | 'quirks'>): number =>
  quirks.neverLocks === true ? Number.POSITIVE_INFINITY : (tries.admin ?? 0);
