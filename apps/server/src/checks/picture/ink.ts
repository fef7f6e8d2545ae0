import sharp from 'sharp';
import type { Grey, Picture } from './picture.ts';

/** Ink darker than this share of the paper beside it is print; lighter is a seal in the red channel, a shadow or a pattern. */
const printBelow = 0.72;
const blackBelow = 0.3;
/** How far around a pixel its paper is looked for: a share of the longer side. */
const around = 1 / 40;

/**
 * Print alone. In the red channel red ink is nearly as light as paper, so a seal that lies over a name goes away;
 * dividing by the paper around takes shadows away. What is left between print and paper is stretched.
 */
export async function printOf(picture: Picture): Promise<Grey> {
  const { width, height } = picture;
  const red = new Uint8Array(width * height);
  for (let at = 0; at < red.length; at += 1) red[at] = picture.data[at * 3] ?? 255;
  const paper = await paperOf({ data: red, width, height });
  const data = new Uint8Array(red.length);
  const scale = 255 / (printBelow - blackBelow);
  for (let at = 0; at < data.length; at += 1) {
    const share = (red[at] ?? 255) / Math.max(1, paper[at] ?? 255);
    data[at] = Math.max(0, Math.min(255, (share - blackBelow) * scale));
  }
  return { data, width, height };
}

/** How light the paper is at each pixel: the lightest of its neighbourhood, smoothed. */
async function paperOf({ data, width, height }: Grey): Promise<Uint8Array> {
  const cell = Math.max(4, Math.round(Math.max(width, height) * around));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const light = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      light[row * columns + column] = lightIn(data, width, height, column * cell, row * cell, cell);
  return sharp(light, { raw: { width: columns, height: rows, channels: 1 } })
    .median(3)
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
}

/** The tenth lightest of a hundred: a single bright speck is not the paper. */
function lightIn(data: Uint8Array, width: number, height: number, left: number, top: number, cell: number): number {
  const counts = new Uint32Array(256);
  let count = 0;
  for (let y = top; y < Math.min(height, top + cell); y += 2)
    for (let x = left; x < Math.min(width, left + cell); x += 2) {
      counts[data[y * width + x] ?? 0] = (counts[data[y * width + x] ?? 0] ?? 0) + 1;
      count += 1;
    }
  let left10 = count * 0.1;
  for (let value = 255; value > 0; value -= 1) {
    left10 -= counts[value] ?? 0;
    if (left10 <= 0) return value;
  }
  return 255;
}
