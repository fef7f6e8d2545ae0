import { type Part, partsOf } from './parts.ts';
import type { Box, Picture } from './picture.ts';

/** A red ring: that it is a genuine seal, no picture can tell. */
export interface Seal {
  readonly box: Box;
}

const side = 1000;
/** Seals are 38 to 58 mm (国发〔1999〕25号 and its local rules); the page is between a third of an A4 and an A3. */
const smallest = 0.055;
const largest = 0.42;
const roundness = { least: 0.68, most: 1.47 };
/** A disc is filled; a ring with a star and letters is not. */
const filled = { least: 0.06, most: 0.66 };
const ringLeast = 0.62;

/** Finds red rings on a page, the largest first. */
export function findSeals(picture: Picture): Seal[] {
  const { mask, width, height } = redMask(picture);
  const found = partsOf(dilate(mask, width, height), width, height);
  const long = Math.max(width, height);
  return found
    .filter((part) => isRing(part, mask, width, long))
    .toSorted((a, b) => b.right - b.left - (a.right - a.left))
    .map(({ left, top, right, bottom }) => ({
      box: { x: left / width, y: top / height, width: (right - left + 1) / width, height: (bottom - top + 1) / height },
    }));
}

/** Scaled so that the longer side is 1000; each cell is the mean of its pixels. */
function redMask(picture: Picture): { mask: Uint8Array; width: number; height: number } {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / side);
  const width = Math.max(1, Math.floor(picture.width / scale));
  const height = Math.max(1, Math.floor(picture.height / scale));
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) mask[y * width + x] = isRedAt(picture, x * scale, y * scale, scale) ? 1 : 0;
  return { mask, width, height };
}

function isRedAt({ data, width, height }: Picture, x: number, y: number, span: number): boolean {
  let [red, green, blue, count] = [0, 0, 0, 0];
  const [bottom, right] = [Math.min(height, y + span), Math.min(width, x + span)];
  for (let row = Math.floor(y); row < bottom; row += 1)
    for (let column = Math.floor(x); column < right; column += 1) {
      const at = (row * width + column) * 3;
      red += data[at] ?? 0;
      green += data[at + 1] ?? 0;
      blue += data[at + 2] ?? 0;
      count += 1;
    }
  return count > 0 && isRed(red / count, green / count, blue / count);
}

/** Hue within 20° of red (pad inks lean to orange and to crimson), saturated enough to be ink and no paper. */
function isRed(red: number, green: number, blue: number): boolean {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (most !== red || most < 70 || spread < most * 0.24) return false;
  const hue = (60 * (green - blue)) / spread;
  return hue > -28 && hue < 20;
}

/** Joins what print or weak ink has cut apart. */
function dilate(mask: Uint8Array, width: number, height: number): Uint8Array {
  const wide = new Uint8Array(mask.length);
  const reach = 3;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (!mask[y * width + x]) continue;
      for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row += 1)
        wide.fill(1, row * width + Math.max(0, x - reach), row * width + Math.min(width, x + reach + 1));
    }
  return wide;
}

function isRing({ left, top, right, bottom }: Part, mask: Uint8Array, width: number, long: number): boolean {
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const shape = wide / high;
  if (Math.max(wide, high) < long * smallest || Math.max(wide, high) > long * largest) return false;
  if (shape < roundness.least || shape > roundness.most) return false;
  let red = 0;
  for (let y = top; y <= bottom; y += 1) for (let x = left; x <= right; x += 1) red += mask[y * width + x] ?? 0;
  const fill = red / (wide * high);
  if (fill < filled.least || fill > filled.most) return false;
  return ringCoverage(mask, width, { x: (left + right) / 2, y: (top + bottom) / 2 }, wide / 2, high / 2) >= ringLeast;
}

/** Which share of all directions from the middle meets red where the rim must be. */
function ringCoverage(
  mask: Uint8Array,
  width: number,
  middle: { x: number; y: number },
  rx: number,
  ry: number,
): number {
  const directions = 120;
  let met = 0;
  for (let step = 0; step < directions; step += 1) {
    const angle = (step * 2 * Math.PI) / directions;
    for (let far = 0.82; far <= 1.04; far += 0.02) {
      const x = Math.round(middle.x + rx * far * Math.cos(angle));
      const y = Math.round(middle.y + ry * far * Math.sin(angle));
      if (x >= 0 && x < width && mask[y * width + x]) {
        met += 1;
        break;
      }
    }
  }
  return met / directions;
}
