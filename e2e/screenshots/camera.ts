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
        .toFile(join(folder, `${name}-${language}.png`));
    },
  };
}

const inGuide = new Set([
  'portal-log-in',
  'portal-register',
  'portal-home',
  'portal-reset-1-read',
  'portal-reset-1-found',
  'portal-reset-2-form',
  'portal-reset-3-check',
  'portal-orders-unpaid',
  'portal-orders-paid',
  'portal-pay',
  'portal-order-rejected',
  'portal-order-awaiting',
  'portal-order-reset',
  'portal-done',
  'portal-account-addresses',
  'portal-account-profile',
  'portal-account-password',
  'bridge-read',
  'bridge-pin',
  'bridge-done',
  'console-queue',
  'console-review',
  'console-payments',
  'console-settings',
]);
