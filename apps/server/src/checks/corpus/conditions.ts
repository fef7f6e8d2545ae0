import sharp from 'sharp';
import type { Bitmap } from './bitmap.ts';
import type { Random } from './random.ts';

export const conditions = ['clean', 'photo', 'rotated', 'noisy'] as const;
export type Condition = (typeof conditions)[number];

/** What a customer uploads of that paper: a JPEG. */
export async function capture(r: Random, paper: Bitmap, condition: Condition): Promise<Buffer> {
  if (condition === 'photo') return encode(photograph(r, paper), 78, 0.6);
  if (condition === 'noisy') return encode(speckle(r, paper), 45, 0.8);
  if (condition === 'clean') return encode(paper, 88);
  const quarter = r.pick([0, 90, 180, 270]);
  return sharp(paper.data, { raw: { ...sizeOf(paper), channels: 3 } })
    .rotate(quarter === 0 ? r.between(2, 5) * r.pick([-1, 1]) : quarter, { background: '#f4f4f2' })
    .jpeg({ quality: 85 })
    .toBuffer();
}

const sizeOf = ({ width, height }: Bitmap) => ({ width, height });

function encode(bitmap: Bitmap, quality: number, blur?: number): Promise<Buffer> {
  const image = sharp(bitmap.data, { raw: { ...sizeOf(bitmap), channels: 3 } });
  return (blur === undefined ? image : image.blur(blur)).jpeg({ quality }).toBuffer();
}

/** On a desk, a little from the side, under a lamp that stands on one side, with a hand's grain. */
function photograph(r: Random, paper: Bitmap): Bitmap {
  const width = Math.round(paper.width * 1.16);
  const height = Math.round(paper.height * 1.16);
  const jitter = () => r.between(-0.03, 0.03);
  const corner = (x: number, y: number) => ({ x: (x + jitter()) * width, y: (y + jitter()) * height });
  const toPaper = homography(
    [corner(0.07, 0.07), corner(0.93, 0.07), corner(0.93, 0.93), corner(0.07, 0.93)],
    [
      { x: 0, y: 0 },
      { x: paper.width - 1, y: 0 },
      { x: paper.width - 1, y: paper.height - 1 },
      { x: 0, y: paper.height - 1 },
    ],
  );
  const desk = r.pick([
    [116, 84, 58],
    [70, 74, 80],
    [150, 146, 140],
  ] as const);
  const lamp = { x: r.between(-0.35, 0.35), y: r.between(-0.35, 0.35) };
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = toPaper(x, y);
      const light = 0.86 + lamp.x * (x / width - 0.5) + lamp.y * (y / height - 0.5);
      const grain = r.normal() * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const colour = sample(paper, from.x, from.y, channel) ?? desk[channel] ?? 0;
        data[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, colour * light + grain));
      }
    }
  return { data, width, height };
}

/** A worn office copier: grain, specks and a paper that is no longer white. */
function speckle(r: Random, paper: Bitmap): Bitmap {
  const data = new Uint8Array(paper.data.length);
  for (let at = 0; at < data.length; at += 3) {
    const speck = r.next() < 0.0015 ? -140 : 0;
    const grain = r.normal() * 16 + speck;
    for (let channel = 0; channel < 3; channel += 1)
      data[at + channel] = Math.max(0, Math.min(255, (paper.data[at + channel] ?? 255) * 0.93 + grain));
  }
  return { ...paper, data };
}

/** Bilinear; undefined outside of the paper. */
function sample({ data, width, height }: Bitmap, x: number, y: number, channel: number): number | undefined {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return undefined;
  const [right, down] = [x - left, y - top];
  const at = (row: number, column: number) => data[((top + row) * width + left + column) * 3 + channel] ?? 255;
  return (at(0, 0) * (1 - right) + at(0, 1) * right) * (1 - down) + (at(1, 0) * (1 - right) + at(1, 1) * right) * down;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The perspective that takes four corners to four others. */
function homography(from: readonly Point[], to: readonly Point[]): (x: number, y: number) => Point {
  const rows = from.flatMap(({ x, y }, index) => {
    const { x: u, y: v } = to[index] ?? { x: 0, y: 0 };
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(rows);
  return (x, y) => {
    const w = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
  };
}

/** Gauss with pivots; the last column is the right side. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, i) => (Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + i : best),
        column,
      );
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = (rows[row]?.[column] ?? 0) / (rows[column]?.[column] ?? 1);
      rows[row] = (rows[row] ?? []).map((value, i) => value - factor * (rows[column]?.[i] ?? 0));
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
