import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { closeSheet } from '../../orders/paper/sheet.ts';
import { type Bitmap, rasterise } from './bitmap.ts';

export type Canvas = PDFKit.PDFDocument;

const require = createRequire(import.meta.url);
const font = (weight: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}`);

/** Draws on a sheet of that size in points and scans it. */
export async function scanOf(
  size: readonly [width: number, height: number],
  dpi: number,
  draw: (canvas: Canvas) => void,
): Promise<Bitmap> {
  const canvas = new PDFDocument({ size: [...size], margin: 0, font: font('400Regular/NotoSansSC_400Regular.ttf') });
  canvas.registerFont('regular', font('400Regular/NotoSansSC_400Regular.ttf'));
  canvas.registerFont('bold', font('700Bold/NotoSansSC_700Bold.ttf'));
  canvas.font('regular').fillColor('#1a1a1a');
  draw(canvas);
  return rasterise(await closeSheet(canvas), dpi);
}
