import { partsOf } from './parts.ts';
import { type Grey, scaled } from './picture.ts';

const side = 900;
const reach = 6;
const letterMost = 0.06;

/**
 * How a page must be turned, clockwise, so that its lines lie: 0 or 90, and the small rest. Lines that lie make rows of ink and rows of none.
 * Upside down cannot be told from this.
 */
export async function leaning(print: Grey): Promise<{ quarter: 0 | 90; degrees: number }> {
  const scale = Math.min(1, side / Math.max(print.width, print.height));
  const small = await scaled(print, Math.round(print.width * scale), Math.round(print.height * scale));
  const ink = inkOf(small);
  const lying = best(ink, (x, y) => [x, y]);
  const standing = best(ink, (x, y) => [y, -x]);
  return standing.peak > lying.peak * 1.1
    ? { quarter: 90, degrees: -standing.degrees }
    : { quarter: 0, degrees: -lying.degrees };
}

/** The feet of letters, in places from the middle: frames, the rim of a sheet and a desk's grain are no letters. */
function inkOf({ data, width, height }: Grey): readonly { x: number; y: number }[] {
  const mask = Uint8Array.from(data, (value) => (value < 128 ? 1 : 0));
  return partsOf(mask, width, height)
    .filter(
      ({ left, top, right, bottom, size }) => size >= 6 && Math.max(right - left, bottom - top) < side * letterMost,
    )
    .flatMap(({ left, top, right, bottom, size }) =>
      Array.from({ length: Math.min(8, size >> 2) }, () => ({
        x: (left + right - width) / 2,
        y: (top + bottom - height) / 2,
      })),
    );
}

function best(ink: readonly { x: number; y: number }[], turn: (x: number, y: number) => readonly [number, number]) {
  let found = { degrees: 0, peak: -1 };
  const look = (degrees: number) => {
    const peak = peakiness(ink, turn, degrees);
    if (peak > found.peak) found = { degrees, peak };
  };
  for (let degrees = -reach; degrees <= reach; degrees += 0.75) look(degrees);
  const near = found.degrees;
  for (const step of [-0.5, -0.25, 0.25, 0.5]) look(near + step);
  return found;
}

/** How much the rows of ink differ, with the page leaning by that. */
function peakiness(
  ink: readonly { x: number; y: number }[],
  turn: (x: number, y: number) => readonly [number, number],
  degrees: number,
): number {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const rows = new Float64Array(2 * side);
  for (const point of ink) {
    const [x, y] = turn(point.x, point.y);
    const row = Math.round(side + (y * cos - x * sin));
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}
