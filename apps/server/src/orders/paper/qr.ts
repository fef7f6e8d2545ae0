import { create } from 'qrcode';
import type { Sheet } from './sheet.ts';

/** Draws a QR code as vectors, `side` points wide. Level M survives a scan of a copy. */
export function drawQr(sheet: Sheet, text: string, { x, y, side }: { x: number; y: number; side: number }): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const step = side / modules.size;
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) sheet.rect(x + column * step, y + row * step, step, step);
  sheet.fill('#000000');
}
