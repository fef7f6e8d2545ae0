import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import * as sample from './samples.ts';

const refusal = (bytes: Buffer) =>
  decode(bytes).then(
    () => 'accepted',
    (error: { code: string }) => error.code,
  );

test('a photo is encoded anew: camera data and position are gone', async () => {
  const original = await sample.photo();
  expect(original.includes('secret-of-the-camera')).toBe(true);
  const { mediaType, kept, pages } = await decode(original);
  expect(mediaType).toBe('image/jpeg');
  for (const picture of [kept, pages[0] as Buffer]) {
    expect(picture.includes('secret-of-the-camera')).toBe(false);
    const about = await sharp(picture).metadata();
    expect([about.format, about.width, about.exif, about.icc]).toEqual(['jpeg', 1200, undefined, undefined]);
  }
});

test('what follows the end of a photo is not kept', async () => {
  const { kept, pages } = await decode(await sample.photoWithTail());
  for (const picture of [kept, ...pages]) expect(picture.includes('<script>')).toBe(false);
});

test('a PNG that would outgrow the largest upload is kept as a JPEG', async () => {
  const { mediaType, kept } = await decode(await sample.grainyScan(2500, 2000));
  expect([mediaType, (await sharp(kept).metadata()).format]).toEqual(['image/jpeg', 'jpeg']);
  expect(kept.length).toBeLessThan(10 * 1024 * 1024);
});

test('a photo taken sideways stands upright', async () => {
  const { kept } = await decode(await sample.sidewaysPhoto());
  const { width, height, orientation } = await sharp(kept).metadata();
  expect([width, height, orientation]).toEqual([300, 200, undefined]);
});

test('a PNG stays a PNG and its page is a JPEG of at most 2000 pixels', async () => {
  const { mediaType, kept, pages } = await decode(await sample.scan(3000, 1500));
  expect([mediaType, (await sharp(kept).metadata()).format]).toEqual(['image/png', 'png']);
  const page = await sharp(pages[0]).metadata();
  expect([page.format, page.width, page.height]).toEqual(['jpeg', 2000, 1000]);
});

test('a PDF is kept as it came and each page is a picture of what is on it', async () => {
  const original = await sample.pdf(2);
  const { mediaType, kept, pages } = await decode(original);
  expect([mediaType, kept.equals(original), pages.length]).toEqual(['application/pdf', true, 2]);
  for (const page of pages) {
    const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1239, 1754]);
    const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
    expect(data[middle]).toBeGreaterThan(240);
    expect(data[middle + 2]).toBeLessThan(20);
    expect(data[0]).toBeGreaterThan(240);
  }
});

test('a page that claims to be 14400 points wide is drawn at our size', async () => {
  const { pages } = await decode(await sample.pdf(1, [14400, 7200]));
  const { width, height } = await sharp(pages[0]).metadata();
  expect([width, height]).toEqual([2000, 1000]);
});

test('other kinds are refused by content, whatever they are called', async () => {
  expect(await refusal(sample.program())).toBe('material_kind_refused');
  expect(await refusal(sample.svg())).toBe('material_kind_refused');
  expect(
    await refusal(
      await sharp(await sample.scan())
        .gif()
        .toBuffer(),
    ),
  ).toBe('material_kind_refused');
  expect(
    await refusal(
      await sharp(await sample.scan())
        .webp()
        .toBuffer(),
    ),
  ).toBe('material_kind_refused');
  expect(await refusal(Buffer.from('just text'))).toBe('material_kind_refused');
  expect(await refusal(Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'))).toBe('material_kind_refused');
});

test('a truncated or damaged picture is refused', async () => {
  expect(await refusal(await sample.truncatedPhoto())).toBe('material_broken');
  expect(await refusal((await sample.photo()).subarray(0, 40))).toBe('material_broken');
  expect(await refusal((await sample.scan()).subarray(0, 2000))).toBe('material_broken');
});

test('a pixel bomb is refused before it is decoded', async () => {
  const bomb = sample.bombPng(30_000, 30_000);
  expect(bomb.length).toBeLessThan(200_000);
  expect(await refusal(bomb)).toBe('material_pixels');
});

test('a PDF with a script, a program, an attachment or a dynamic form is refused', async () => {
  expect(await refusal(await sample.pdfWithScript())).toBe('material_active');
  expect(await refusal(await sample.pdfWithLaunch())).toBe('material_active');
  expect(await refusal(await sample.pdfWithAttachment())).toBe('material_active');
  expect(await refusal(await sample.pdfWithForm())).toBe('material_active');
});

test('an encrypted PDF is refused, even one that opens without a password', async () => {
  expect(await refusal(await sample.encryptedPdf())).toBe('material_encrypted');
});

test('a PDF of 11 pages is refused, one of 10 is not', async () => {
  expect(await refusal(await sample.pdf(11))).toBe('material_pages');
  expect(await refusal(await sample.pdf(10, [100, 100]))).toBe('accepted');
});

test('a broken PDF is refused', async () => {
  const whole = await sample.pdf(1);
  expect(await refusal(whole.subarray(0, Math.floor(whole.length / 3)))).toBe('material_broken');
  expect(await refusal(Buffer.from('%PDF-1.7\n%%EOF\n'))).toBe('material_broken');
});

test('a file that takes too long or too much memory ends its own process only', async () => {
  const bytes = await sample.scan();
  await expect(decode(bytes, { seconds: 0.01, megabytes: 800 })).rejects.toMatchObject({
    code: 'material_broken',
    message: 'the decoder took too long',
  });
  await expect(decode(bytes, { seconds: 30, megabytes: 10 })).rejects.toMatchObject({
    code: 'material_broken',
    message: 'the decoder took too much memory',
  });
  await expect(decode(bytes)).resolves.toMatchObject({ mediaType: 'image/png' });
});

test('the server answers others while a file is decoded', async () => {
  let ticks = 0;
  const clock = setInterval(() => (ticks += 1), 10);
  const started = performance.now();
  await decode(await sample.pdf(5));
  const elapsed = performance.now() - started;
  clearInterval(clock);
  expect(ticks).toBeGreaterThan(elapsed / 100);
});
