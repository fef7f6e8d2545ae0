import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export type Language = 'zh' | 'en';
export const languages: readonly Language[] = ['zh', 'en'];
export const widths = { 1440: 900, 390: 844 } as const;
export type Width = keyof typeof widths;

export interface Camera {
  readonly languages: readonly Language[];
  readonly widths: readonly Width[];
  /** Whether a picture of that name is wanted. */
  wants(name: string): boolean;
  /** The whole page, as a person would scroll through it. */
  take(page: Page, name: string, language: Language, width: Width): Promise<void>;
}

/** As high as the page, so that what sticks to the screen's edge stands at the page's edge. */
async function whole(page: Page) {
  const { width } = page.viewportSize() ?? { width: 1440 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  return { fullPage: true, animations: 'disabled' } as const;
}

/** Takes every picture, named like `portal-orders-zh-1440.png`. */
export function cameraInto(folder: string): Camera {
  mkdirSync(folder, { recursive: true });
  return {
    languages,
    widths: [1440, 390],
    wants: () => true,
    take: async (page, name, language, width) => {
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), ...(await whole(page)) });
    },
  };
}

/** Takes the guide's pictures only: Chinese, wide, named like `portal-orders-zh.png`, with as few colours as look the same. */
export async function cameraForGuide(folder: string): Promise<Camera> {
  const { default: sharp } = await import('sharp');
  mkdirSync(folder, { recursive: true });
  return {
    languages: ['zh'],
    widths: [1440],
    wants: (name) => inGuide.has(name),
    take: async (page, name, language) => {
      await sharp(await page.screenshot(await whole(page)))
        .png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 })
        .toFile(join(folder, `${inGuide.get(name) ?? name}-${language}.png`));
    },
  };
}

/** The guide's own names for its pictures. */
const inGuide: ReadonlyMap<string, string> = new Map([
  ['portal-log-in', 'portal-login'],
  ['portal-register', 'portal-register'],
  ['portal-home', 'portal-home'],
  ['portal-reset-1-found', 'portal-read'],
  ['portal-reset-2-form', 'portal-form'],
  ['portal-reset-3-check', 'portal-check'],
  ['portal-orders-paid', 'portal-orders'],
  ['portal-order-awaiting', 'portal-order'],
  ['portal-order-reset', 'portal-reset'],
  ['portal-done-with-evidence', 'portal-done'],
  ['portal-account-addresses', 'portal-addresses'],
  ['portal-account-profile', 'portal-profile'],
  ['portal-account-password', 'portal-password'],
  ['bridge-read', 'window-read'],
  ['bridge-pin', 'window-reset'],
  ['console-queue', 'console-queue'],
  ['console-review', 'console-review'],
]);
