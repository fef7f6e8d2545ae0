import sharp, { type Sharp } from 'sharp';
import { type Decoded, DecodeFault } from './answer.ts';

/** 40 megapixels: 160 MB decoded. */
const pixelsMax = 40_000_000;
/** Longest side of a page's picture. */
export const pageSideMax = 2000;
/** A re-encoded PNG that grew beyond what may be uploaded is kept as JPEG instead. */
const keptBytesMax = 10 * 1024 * 1024;

// libvips reads SVG, GIF, TIFF and more by content; only these two decoders are left standing.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes and encodes anew: metadata, trailing bytes and whatever else hid in the file are gone; the picture stands upright.
 * @throws DecodeFault `material_pixels`, `material_broken`
 */
export async function decodeImage(bytes: Buffer, type: 'image/jpeg' | 'image/png'): Promise<Decoded> {
  await checkSize(bytes);
  try {
    const { data, info } = await open(bytes)
      .autoOrient()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    // From here on there are only pixels: nothing else of the file can come through.
    const pixels = () => sharp(data, { raw: info, limitInputPixels: pixelsMax });
    return { ...(await keep(pixels, type)), pages: [await pagePicture(pixels())] };
  } catch (error) {
    throw new DecodeFault('material_broken', String(error));
  }
}

/** A page as every reader sees it: JPEG, at most 2000 pixels on its longer side, on white. */
export const pagePicture = (image: Sharp): Promise<Buffer> =>
  image
    .resize({ width: pageSideMax, height: pageSideMax, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();

/** `warning` refuses a picture that is cut off; a photo that libjpeg has to guess at proves nothing. */
const open = (bytes: Buffer) => sharp(bytes, { failOn: 'warning', limitInputPixels: pixelsMax, pages: 1 });

/** By the header alone, before a pixel is decoded. */
async function checkSize(bytes: Buffer): Promise<void> {
  let size: { width: number; height: number };
  try {
    size = await sharp(bytes, { failOn: 'warning', limitInputPixels: false }).metadata();
  } catch (error) {
    throw new DecodeFault('material_broken', String(error));
  }
  if (size.width * size.height > pixelsMax) throw new DecodeFault('material_pixels', `${size.width}×${size.height}`);
}

async function keep(pixels: () => Sharp, type: 'image/jpeg' | 'image/png'): Promise<Omit<Decoded, 'pages'>> {
  if (type === 'image/png') {
    const kept = await pixels().png({ compressionLevel: 6 }).toBuffer();
    if (kept.length <= keptBytesMax) return { mediaType: type, kept };
  }
  return {
    mediaType: 'image/jpeg',
    kept: await pixels().flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer(),
  };
}
