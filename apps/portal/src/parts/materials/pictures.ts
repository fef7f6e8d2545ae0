import type { RefusalCode } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';

export type MediaType = 'image/jpeg' | 'image/png' | 'application/pdf';
/** What is wrong with a chosen file, before it is sent; `heic` and `empty` have sentences of their own. */
export type FileFault = Extract<RefusalCode, 'material_kind_refused' | 'material_too_large'> | 'heic' | 'empty';

const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);

/** The type by the first bytes: names and what the browser says of them prove nothing. */
export function mediaTypeOf(head: Uint8Array): MediaType | 'image/heic' | undefined {
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  const brand = String.fromCharCode(...head.subarray(4, 12));
  return /^ftyp(?:hei|hev|mif1|msf1)/.test(brand) ? 'image/heic' : undefined;
}

export async function judgeFile(file: Blob): Promise<{ fault: FileFault } | { mediaType: MediaType }> {
  if (file.size === 0) return { fault: 'empty' };
  const mediaType = mediaTypeOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (mediaType === 'image/heic') return { fault: 'heic' };
  if (!mediaType) return { fault: 'material_kind_refused' };
  if (file.size > (portal['materials.upload'].maxBytes ?? 0)) return { fault: 'material_too_large' };
  return { mediaType };
}

/** Loads a picture upright: the browser applies its EXIF orientation. @throws when it cannot be decoded. */
async function load(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const brush = (width: number, height: number) => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  return { canvas, context };
};

/** The same picture turned a quarter clockwise, in the same format. */
export async function turn(file: Blob, mediaType: MediaType): Promise<Blob> {
  const image = await load(file);
  const { canvas, context } = brush(image.naturalHeight, image.naturalWidth);
  context.translate(canvas.width, 0);
  context.rotate(Math.PI / 2);
  context.drawImage(image, 0, 0);
  return await new Promise((resolve, reject) => {
    const done = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded')));
    canvas.toBlob(done, mediaType, 0.92);
  });
}

const LONG_SIDE = 640;
/** Variance of the Laplacian on a picture scaled to 640 px: text is far above, a picture out of focus below. Only a hint. */
const BLURRY_BELOW = 30;
const SMALL_BELOW = 600;

/** What a reviewer might not be able to read; never a reason to refuse. */
export async function hintOf(file: Blob): Promise<'blurry' | 'small' | undefined> {
  const image = await load(file);
  const { naturalWidth, naturalHeight } = image;
  if (Math.min(naturalWidth, naturalHeight) < SMALL_BELOW) return 'small';
  const scale = LONG_SIDE / Math.max(naturalWidth, naturalHeight);
  const { canvas, context } = brush(Math.round(naturalWidth * scale), Math.round(naturalHeight * scale));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return sharpness(data, width, height) < BLURRY_BELOW ? 'blurry' : undefined;
}

/** Variance of the Laplacian of the green channel; `pixels` is RGBA, row by row. */
export function sharpness(pixels: Uint8ClampedArray, width: number, height: number): number {
  const green = (x: number, y: number) => pixels[(y * width + x) * 4 + 1] ?? 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const edge = 4 * green(x, y) - green(x - 1, y) - green(x + 1, y) - green(x, y - 1) - green(x, y + 1);
      sum += edge;
      squares += edge * edge;
      count++;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
