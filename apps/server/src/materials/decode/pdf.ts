import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { type Decoded, DecodeFault } from './answer.ts';
import { pagePicture, pageSideMax } from './image.ts';
import { checkStructure } from './structure.ts';

const pointsPerInch = 72;
const renderDpi = 150;
const bytesPerPixel = 4;

/**
 * Checks the structure, then renders every page. The file is kept as it came: nobody is ever sent it, readers see the pictures.
 * @throws DecodeFault `material_encrypted`, `material_active`, `material_pages`, `material_broken`
 */
export async function decodePdf(bytes: Buffer): Promise<Decoded> {
  const pages = await checkStructure(bytes);
  try {
    return { mediaType: 'application/pdf', kept: bytes, pages: await render(bytes, pages) };
  } catch (error) {
    throw error instanceof DecodeFault ? error : new DecodeFault('material_broken', String(error));
  }
}

async function render(bytes: Buffer, pages: number): Promise<Buffer[]> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const library = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
  const document = await library.loadDocument(bytes);
  // Two parsers that disagree on the pages: what was checked is not what would be seen.
  if (document.getPageCount() !== pages) throw new DecodeFault('material_broken', 'the page count is ambiguous');
  const pictures: Buffer[] = [];
  for (let index = 0; index < pages; index += 1) {
    const page = document.getPage(index);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const longest = Math.max(originalWidth, originalHeight, 1);
    const { data, width, height } = await page.render({
      // A page may claim any size: the picture's size is ours.
      scale: Math.min(renderDpi / pointsPerInch, pageSideMax / longest),
      render: 'bitmap',
      renderFormFields: false,
    });
    pictures.push(await pagePicture(sharp(data, { raw: { width, height, channels: bytesPerPixel } })));
  }
  return pictures;
}
