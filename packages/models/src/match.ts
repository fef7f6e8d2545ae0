import { z } from 'zod';

/** Answer to reset, lower-case hex, 2 to 33 bytes (ISO 7816-3). */
const atrHex = z
  .string()
  .regex(
    /^(?:[0-9a-f]{2}){2,33}$/,
    '应为 2 至 33 字节的小写十六进制 · must be 2 to 33 bytes in lower-case hexadecimal',
  );
const atr = z
  .strictObject({
    value: atrHex,
    /** Bits that count; without it all of them. */
    mask: atrHex.optional(),
  })
  .refine(({ value, mask = value }) => mask.length === value.length, {
    path: ['mask'],
    message: '长度应与 value 相同 · must be as long as value',
  });

/** What middleware says of a token: exactly this, or beginning with it. */
const phrase = z.string().min(1).max(64);
const pattern = z.union([z.strictObject({ is: phrase }), z.strictObject({ startsWith: phrase })], {
  error: '应为 {"is": …} 或 {"startsWith": …} · must be {"is": …} or {"startsWith": …}',
});

const usbId = z
  .string()
  .regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/, '应为 USB 编号，如 1050:0407 · must be USB ids such as 1050:0407');

/** How a UKey is recognised: any one line of it is enough. */
export const match = z.strictObject({
  atr: z.array(atr).max(32).default([]),
  usb: z.array(usbId).max(32).default([]),
  /** DEVINFO of GM/T 0016: manufacturer and label. Both count where both are given. */
  skf: z
    .array(z.strictObject({ manufacturer: pattern, label: pattern.optional() }))
    .max(16)
    .default([]),
  /** CK_TOKEN_INFO: manufacturerID and model, without the padding. */
  pkcs11: z
    .array(z.strictObject({ manufacturer: pattern, model: pattern.optional() }))
    .max(16)
    .default([]),
});
export type Match = z.output<typeof match>;
export type Atr = z.output<typeof atr>;
export type Pattern = z.output<typeof pattern>;

export const fits = (pattern: Pattern, text: string): boolean =>
  'is' in pattern ? text === pattern.is : text.startsWith(pattern.startsWith);

/** @param hex lower-case. */
export function fitsAtr({ value, mask }: Atr, hex: string): boolean {
  if (mask === undefined) return value === hex;
  return value.length === hex.length && isSame(value, hex, [mask]);
}

const isSame = (left: string, right: string, masks: readonly string[]): boolean => {
  const [a, b, ...rest] = [left, right, ...masks].map((hex) => Buffer.from(hex, 'hex'));
  return (a ?? []).every((byte, i) => {
    const bits = rest.reduce((all, mask) => all & (mask[i] ?? 0), 0xff);
    return ((byte ^ (b?.[i] ?? 0)) & bits) === 0;
  });
};

/** Is there an ATR that both would take? */
export const atrsOverlap = (left: Atr, right: Atr): boolean =>
  left.value.length === right.value.length &&
  isSame(
    left.value,
    right.value,
    [left.mask, right.mask].filter((mask) => mask !== undefined),
  );

/** Is there a text that both would take? A pattern that is not given takes every text. */
export function patternsOverlap(left: Pattern | undefined, right: Pattern | undefined): boolean {
  if (left === undefined || right === undefined) return true;
  if ('is' in left) return fits(right, left.is);
  if ('is' in right) return fits(left, right.is);
  return left.startsWith.startsWith(right.startsWith) || right.startsWith.startsWith(left.startsWith);
}
