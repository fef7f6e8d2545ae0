import sharp from 'sharp';

/** RGB, row by row. */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
/** One byte a pixel: 0 is ink, 255 is paper. */
export interface Grey {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
/** A region of a page, 0 to 1 from its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixelsMax = 40_000_000;

/** Decodes one of our own pages, at most `side` pixels on its longer side. @throws Error when it cannot be decoded. */
export async function openPicture(bytes: Buffer, side: number): Promise<Picture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The same picture turned by whole and small degrees, clockwise; what becomes free is paper. */
export async function turned(grey: Grey, degrees: number): Promise<Grey> {
  if (degrees === 0) return grey;
  const { data, info } = await asImage(grey)
    .rotate(degrees, { background: '#ffffff' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export async function scaled(grey: Grey, width: number, height: number): Promise<Grey> {
  const { data, info } = await asImage(grey)
    .resize({ width, height, fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The part of it in pixels, cut to what there is. */
export function cut(grey: Grey, at: { x: number; y: number; width: number; height: number }): Grey {
  const left = Math.max(0, Math.floor(at.x));
  const top = Math.max(0, Math.floor(at.y));
  const right = Math.min(grey.width, Math.ceil(at.x + at.width));
  const bottom = Math.min(grey.height, Math.ceil(at.y + at.height));
  const width = Math.max(1, right - left);
  const height = Math.max(1, bottom - top);
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < bottom - top; y += 1)
    data.set(grey.data.subarray((top + y) * grey.width + left, (top + y) * grey.width + right), y * width);
  return { data, width, height };
}

/** For engines that read files: a PGM is its pixels behind one line, so that neither side spends time on it. */
export const asPgm = ({ data, width, height }: Grey): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);

const asImage = ({ data, width, height }: Grey) => sharp(data, { raw: { width, height, channels: 1 } });
