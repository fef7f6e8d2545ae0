import sharp from 'sharp';
import { expect, test } from 'vitest';
import { watermark } from './watermark.ts';

const paper = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .jpeg()
    .toBuffer();

/** Share of pixels that are no longer white: red, so green and blue fell. */
async function marked(
  jpeg: Buffer,
  area?: { left: number; top: number; width: number; height: number },
): Promise<number> {
  const image = area ? sharp(jpeg).extract(area) : sharp(jpeg);
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let i = 0; i < data.length; i += info.channels) if ((data[i + 1] ?? 255) < 240) count++;
  return count / (info.width * info.height);
}

test('a watermark covers every quarter of the page and leaves most of it as it was', async () => {
  const out = await watermark(await paper(1200, 1600), [
    '演示业务人员　2026/3/2 09:00:00',
    'CA20260302ABCDEF　仅用于CA密码重置审核',
  ]);
  const { width, height, format } = await sharp(out).metadata();
  expect({ width, height, format }).toEqual({ width: 1200, height: 1600, format: 'jpeg' });
  for (const left of [0, 600])
    for (const top of [0, 800])
      expect(await marked(out, { left, top, width: 600, height: 800 })).toBeGreaterThan(0.005);
  expect(await marked(out)).toBeLessThan(0.3);
});

test('a page of any size is watermarked, and a name is text, never markup', async () => {
  for (const [width, height] of [
    [60, 40],
    [2000, 300],
    [300, 2000],
  ] as const)
    expect(await marked(await watermark(await paper(width, height), ['<b>A&B</b> "名"', '<span']))).toBeGreaterThan(0);
});
