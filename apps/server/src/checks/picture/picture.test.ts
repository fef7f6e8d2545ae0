import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeCase } from '../corpus/cases.ts';
import { distance, fingerprintOf } from './fingerprint.ts';
import { printOf } from './ink.ts';
import { openPicture } from './picture.ts';
import { findSeals } from './seals.ts';
import { sharpnessOf } from './sharpness.ts';

const asOf = new Date('2026-11-22T00:00:00Z');
const letter = await makeCase('letter', 'clean', 7000, asOf);

test('a scan is recognised when it comes encoded anew, smaller, brighter and trimmed, and another paper is not', async () => {
  const { width, height } = await sharp(letter.bytes).metadata();
  const anew = await sharp(letter.bytes)
    .extract({ left: 8, top: 8, width: width - 16, height: height - 16 })
    .resize(1200, 1200, { fit: 'inside' })
    .modulate({ brightness: 1.05 })
    .jpeg({ quality: 60 })
    .toBuffer();
  const [one, again] = [await fingerprintOf(letter.bytes), await fingerprintOf(anew)];
  expect(distance(one.key, again.key)).toBeLessThanOrEqual(7);
  expect(distance(one.detail, again.detail)).toBeLessThanOrEqual(24);
  const card = await fingerprintOf((await makeCase('ID card', 'clean', 7000, asOf)).bytes);
  expect(distance(one.detail, card.detail)).toBeGreaterThan(24);
});

test('a red ring is found where it is, and in grey there is none', async () => {
  const [seal, ...others] = findSeals(await openPicture(letter.bytes, 2400));
  expect(others).toEqual([]);
  expect(seal?.box.x).toBeGreaterThan(0.5);
  expect(seal?.box.y).toBeGreaterThan(0.65);
  const grey = await sharp(letter.bytes).greyscale().jpeg().toBuffer();
  expect(findSeals(await openPicture(grey, 2400))).toEqual([]);
});

test('print out of focus is told from print in focus', async () => {
  const sharpness = async (jpeg: Buffer) => sharpnessOf(await printOf(await openPicture(jpeg, 2400))) ?? 0;
  expect(await sharpness(letter.bytes)).toBeGreaterThan(0.6);
  expect(await sharpness(await sharp(letter.bytes).blur(5).jpeg().toBuffer())).toBeLessThan(0.3);
});
