import { z } from 'zod';
import type { FaultCode } from './faults.ts';

/** The palest ground that links and coloured text stand on: white, or this. */
export const paleGround = '#f3f6fb';
/** WCAG 2.2, 1.4.3. */
export const textContrastLeast = 4.5;

type Rgb = readonly [red: number, green: number, blue: number];
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb): string => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, its definition). */
function luminance(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((one) => {
    const part = one / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours (`#rrggbb`), 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const mix = (hex: string, towards: string, share: number): string => {
  const to = rgbOf(towards);
  return hexOf(rgbOf(hex).map((one, at) => one + ((to[at] ?? 0) - one) * share) as unknown as Rgb);
};

/** The brand's colour with a darker one for what is pressed and a pale one to stand behind it. */
export const shadesOf = (colour: string) => ({
  primary: colour,
  'primary-dark': mix(colour, '#000000', 0.3),
  'primary-soft': mix(colour, '#ffffff', 0.91),
});

const fault = (code: FaultCode) => code;
/** `#rrggbb`, dark enough for white text on it and for text in it on the pages' grounds. */
export const brandColour = z
  .string(fault('wrong_type'))
  .transform((s) => s.trim().toLowerCase())
  .pipe(z.string().regex(/^#[0-9a-f]{6}$/, fault('colour_malformed')))
  .refine((s) => contrast(s, paleGround) >= textContrastLeast, fault('colour_pale'));

const line = (max: number) =>
  z
    .string(fault('wrong_type'))
    .transform((s) => s.normalize('NFC').trim())
    .pipe(z.string().max(max, fault('too_long')));
const lineOf = (pattern: RegExp, code: FaultCode) => line(200).refine((s) => s === '' || pattern.test(s), fault(code));

/** What a CA looks like beside its names and contacts; empty means that it is not shown. */
export const brandShape = z.strictObject({
  colour: brandColour,
  nameEn: line(100),
  hours: z.strictObject({ zh: line(60), en: line(60) }),
  website: lineOf(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[^\s<>"'\\]*)?$/i, 'url_malformed'),
  /** ICP 备案号, as the ministry writes it. */
  icp: lineOf(/^[\u4e00-\u9fff]{1,2}ICP备\d{6,10}号(-\d{1,4})?$/, 'filing_malformed'),
  /** 公安备案号. */
  police: lineOf(/^[\u4e00-\u9fff]{1,2}公网安备\s?\d{14}号?$/, 'filing_malformed'),
});
export type Brand = z.output<typeof brandShape>;

export const brandPictureKinds = ['logo', 'icon', 'wechat_qr'] as const;
export type BrandPictureKind = (typeof brandPictureKinds)[number];

/** Where a picture is served from, or null where there is none. Its address changes with its content. */
const pictureAddress = z.string().nullable();
export const shownBrand = z.strictObject({
  ...brandShape.shape,
  pictures: z.strictObject({ logo: pictureAddress, icon: pictureAddress, wechat_qr: pictureAddress }),
});
/** What every page of a CA is served with, so that no other brand is ever painted. */
export interface PageBrand extends z.output<typeof shownBrand> {
  readonly caName: string;
  readonly productName: { readonly zh: string; readonly en: string };
  readonly hotline: string;
  readonly wechat: string;
}

/** Where the two filing numbers that a footer must show lead to. */
export const filingLinks = {
  icp: 'https://beian.miit.gov.cn/',
  police: (number: string) => `https://beian.mps.gov.cn/#/query/webSearch?code=${/\d{14}/.exec(number)?.[0] ?? ''}`,
} as const;
