import sharp from 'sharp';

/** Of a page's picture: `key` to look it up (64 bits, 16 hex digits), `detail` to be sure (256 bits, 64 hex digits). */
export interface Fingerprint {
  readonly key: string;
  readonly detail: string;
}

const side = 64;
const coarse = 8;
const fine = 16;

/**
 * Survives encoding anew, scaling, brightness and a thin margin; a page of the same form with other words differs in `detail`.
 * Signs of the picture's cosine transform against their median: the 8 × 8 and the 16 × 16 lowest frequencies.
 */
export async function fingerprintOf(jpeg: Buffer): Promise<Fingerprint> {
  const pixels = await sharp(jpeg).greyscale().blur(0.8).resize(side, side, { fit: 'fill' }).raw().toBuffer();
  const transformed = transform(pixels);
  return { key: bitsOf(transformed, 1, coarse), detail: bitsOf(transformed, 2, fine) };
}

function bitsOf(transformed: Float64Array, first: number, count: number): string {
  const picked: number[] = [];
  for (let v = first; v < first + count; v += 1)
    for (let u = first; u < first + count; u += 1) picked.push(transformed[v * side + u] ?? 0);
  const middle = picked.toSorted((a, b) => a - b)[picked.length >> 1] ?? 0;
  let bits = 0n;
  for (const value of picked) bits = (bits << 1n) | (value > middle ? 1n : 0n);
  return bits.toString(16).padStart((count * count) / 4, '0');
}

/** DCT-II, rows then columns, only as far as it is used. */
function transform(pixels: Uint8Array): Float64Array {
  const used = 1 + fine + 2;
  const rows = new Float64Array(side * used);
  const out = new Float64Array(side * side);
  const wave = (n: number, k: number) => Math.cos((Math.PI * (2 * n + 1) * k) / (2 * side));
  for (let y = 0; y < side; y += 1)
    for (let u = 0; u < used; u += 1)
      for (let x = 0; x < side; x += 1)
        rows[y * used + u] = (rows[y * used + u] ?? 0) + (pixels[y * side + x] ?? 0) * wave(x, u);
  for (let v = 0; v < used; v += 1)
    for (let u = 0; u < used; u += 1)
      for (let y = 0; y < side; y += 1)
        out[v * side + u] = (out[v * side + u] ?? 0) + (rows[y * used + u] ?? 0) * wave(y, v);
  return out;
}

/** In how many bits two of the same length differ. */
export function distance(one: string, other: string): number {
  let rest = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; rest > 0n; rest >>= 1n) if (rest & 1n) count += 1;
  return count;
}
