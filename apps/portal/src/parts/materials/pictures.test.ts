import { expect, test } from 'vitest';
import { judgeFile, sharpness } from './pictures.ts';

const blob = (...bytes: number[]) => new Blob([new Uint8Array(bytes)]);
const jpeg = [0xff, 0xd8, 0xff, 0xe0];

test('a file is known by its first bytes, not by its name', async () => {
  expect(await judgeFile(blob(...jpeg))).toEqual({ mediaType: 'image/jpeg' });
  expect(await judgeFile(blob(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toEqual({ mediaType: 'image/png' });
  expect(await judgeFile(new Blob(['%PDF-1.7']))).toEqual({ mediaType: 'application/pdf' });
  const renamed = new File(['<svg onload="x">'], 'id-card.jpg', { type: 'image/jpeg' });
  expect(await judgeFile(renamed)).toEqual({ fault: 'material_kind_refused' });
});

test('HEIC and empty files get a sentence of their own', async () => {
  expect(await judgeFile(new Blob(['\0\0\0\x18ftypheic']))).toEqual({ fault: 'heic' });
  expect(await judgeFile(new Blob([]))).toEqual({ fault: 'empty' });
});

test('a file over the limit of the contract is not sent', async () => {
  const limit = 10 * 1024 * 1024;
  const sized = (size: number) => new Blob([new Uint8Array(jpeg), new Uint8Array(size - jpeg.length)]);
  expect(await judgeFile(sized(limit))).toEqual({ mediaType: 'image/jpeg' });
  expect(await judgeFile(sized(limit + 1))).toEqual({ fault: 'material_too_large' });
});

test('an even picture has no sharpness, stripes have much', () => {
  const picture = (shade: (x: number) => number) =>
    Uint8ClampedArray.from({ length: 32 * 32 * 4 }, (_, index) => shade(Math.floor(index / 4) % 32));
  expect(
    sharpness(
      picture(() => 128),
      32,
      32,
    ),
  ).toBe(0);
  expect(
    sharpness(
      picture((x) => (x % 4 < 2 ? 0 : 255)),
      32,
      32,
    ),
  ).toBeGreaterThan(1000);
});
