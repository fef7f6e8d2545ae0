import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** RGB, row by row. */
export interface Bitmap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const bytesPerPixel = 4;
const pointsPerInch = 72;
let library: Promise<PDFiumLibrary> | undefined;

/** The first page of one of our own PDFs, as a scanner of that resolution would see it. */
export async function rasterise(pdf: Buffer, dpi: number): Promise<Bitmap> {
  library ??= openLibrary();
  const document = await (await library).loadDocument(pdf);
  try {
    const { data, width, height } = await document
      .getPage(0)
      .render({ scale: dpi / pointsPerInch, render: 'bitmap', renderFormFields: false });
    const rgb = new Uint8Array(width * height * 3);
    for (let at = 0, from = 0; at < rgb.length; at += 3, from += bytesPerPixel) {
      rgb[at] = data[from] ?? 255;
      rgb[at + 1] = data[from + 1] ?? 255;
      rgb[at + 2] = data[from + 2] ?? 255;
    }
    return { data: rgb, width, height };
  } finally {
    document.destroy();
  }
}

async function openLibrary(): Promise<PDFiumLibrary> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  return PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
}

/** Ink over paper: `over` multiplies what lies under it, strength 0 to 1; `at` is its top left corner in pixels. */
export function press(under: Bitmap, over: Bitmap, at: { x: number; y: number }, strength = 1): Bitmap {
  const data = Uint8Array.from(under.data);
  for (let y = Math.max(0, -at.y); y < over.height && at.y + y < under.height; y += 1)
    for (let x = Math.max(0, -at.x); x < over.width && at.x + x < under.width; x += 1) {
      const to = ((at.y + y) * under.width + at.x + x) * 3;
      const from = (y * over.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const ink = 255 - (255 - (over.data[from + channel] ?? 255)) * strength;
        data[to + channel] = Math.round(((data[to + channel] ?? 255) * ink) / 255);
      }
    }
  return { ...under, data };
}
