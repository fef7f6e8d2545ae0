import type { Bitmap } from './bitmap.ts';
import { type Canvas, scanOf } from './sheet.ts';

/** 46 mm of paper around a seal of 42 mm, in points. */
export const sealPaper = 130;
const middle = sealPaper / 2;
const red = '#d81e24';

/** A round company seal: ring, star, name along the ring, number below. `turn` in degrees, as a hand presses it. */
export const drawSeal = (
  name: string,
  { dpi, turn, number }: { dpi: number; turn: number; number: string },
): Promise<Bitmap> =>
  scanOf([sealPaper, sealPaper], dpi, (canvas) => {
    canvas.rotate(turn, { origin: [middle, middle] });
    canvas.circle(middle, middle, 57).lineWidth(3.4).strokeColor(red).stroke();
    drawStar(canvas, 17);
    canvas.font('bold').fillColor(red);
    const size = Math.min(15, 210 / name.length);
    drawAlong(canvas, Array.from(name), { radius: 52, from: 150, to: 390, size, isInward: true });
    canvas.font('regular');
    drawAlong(canvas, Array.from(number), { radius: 51, from: 122, to: 58, size: 5.5, isInward: false });
  });

function drawStar(canvas: Canvas, radius: number): void {
  for (let point = 0; point < 10; point += 1) {
    const angle = -Math.PI / 2 + (point * Math.PI) / 5;
    const far = point % 2 === 0 ? radius : radius * 0.382;
    const [x, y] = [middle + far * Math.cos(angle), middle + far * Math.sin(angle)];
    if (point === 0) canvas.moveTo(x, y);
    else canvas.lineTo(x, y);
  }
  canvas.closePath().fill(red);
}

/** Degrees run clockwise from the right; inward puts the feet of the letters towards the middle. */
function drawAlong(
  canvas: Canvas,
  letters: readonly string[],
  at: { radius: number; from: number; to: number; size: number; isInward: boolean },
): void {
  canvas.fontSize(at.size);
  const step = letters.length > 1 ? (at.to - at.from) / (letters.length - 1) : 0;
  for (const [index, letter] of letters.entries()) {
    const degrees = at.from + step * index;
    canvas.save();
    canvas.rotate(degrees + (at.isInward ? 90 : -90), { origin: [middle, middle] });
    const y = at.isInward ? middle - at.radius - at.size * 0.15 : middle + at.radius - at.size * 1.3;
    canvas.text(letter, middle - canvas.widthOfString(letter) / 2, y, { lineBreak: false });
    canvas.restore();
  }
}
