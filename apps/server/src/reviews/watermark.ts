import { createRequire } from 'node:module';
import sharp from 'sharp';

const fontfile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const clear = { r: 0, g: 0, b: 0, alpha: 0 };
const angle = -24;

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * Burns who looks, when and at which order across a page (JPEG in, JPEG out), so that a photograph of the screen tells where it was taken.
 * Red and translucent: seals and print stay legible under it. The font is our own: nothing is taken from the system.
 */
export async function watermark(jpeg: Buffer, lines: readonly string[]): Promise<Buffer> {
  const page = sharp(jpeg);
  const { width, height } = await page.metadata();
  // Pango markup: a person's name is text, never markup.
  const text = `<span foreground="#c81e1e" alpha="30%">${lines.map(escape).join('\n')}</span>`;
  const drawn = await sharp({
    text: { text, fontfile, font: 'Noto Sans SC', rgba: true, dpi: Math.max(72, Math.round(width / 9)), spacing: 8 },
  })
    .png()
    .toBuffer();
  const turned = await sharp(drawn).rotate(angle, { background: clear }).png().toBuffer();
  const tile = await sharp(turned)
    .resize({ width: Math.max(1, Math.min(width, Math.round(width / 2.2))), height, fit: 'inside' })
    .png()
    .toBuffer();
  return page
    .composite([{ input: tile, tile: true, blend: 'over' }])
    .jpeg({ quality: 88 })
    .toBuffer();
}
