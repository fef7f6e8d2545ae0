import type { Grey } from './picture.ts';

export const sides = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof sides)[number];

/** Print within this share of the longer side from the edge has been cut, or its neighbours have. */
const margin = 0.006;
const piecesLeast = 4;

/** The sides at which print runs out of the picture. */
export function cutSides({ data, width, height }: Grey): Side[] {
  const depth = Math.max(2, Math.round(Math.max(width, height) * margin));
  const isInk = (side: Side, along: number): boolean => {
    let dark = 0;
    for (let in_ = 0; in_ < depth; in_ += 1) {
      const x = side === 'left' ? in_ : side === 'right' ? width - 1 - in_ : along;
      const y = side === 'top' ? in_ : side === 'bottom' ? height - 1 - in_ : along;
      if ((data[y * width + x] ?? 255) < 100) dark += 1;
    }
    return dark >= depth / 2;
  };
  return sides.filter((side) => {
    const length = side === 'left' || side === 'right' ? height : width;
    let pieces = 0;
    let inked = 0;
    let was = false;
    for (let along = 0; along < length; along += 1) {
      const is = isInk(side, along);
      if (is && !was) pieces += 1;
      if (is) inked += 1;
      was = is;
    }
    // A scanner's black rim is one long piece; strokes are many short ones.
    return pieces >= piecesLeast && inked < length * 0.5;
  });
}
