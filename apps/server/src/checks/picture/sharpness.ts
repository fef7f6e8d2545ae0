import type { Grey } from './picture.ts';

const tile = 48;
/** Tiles with less contrast hold no print. */
const contrastLeast = 90;
const specks = 20;

/**
 * How steep the edges of print are: the steepest step between neighbours as a share of the contrast around, over the tiles that hold print
 * (four fifths of them are below it: the rim of a sheet on a desk is soft). About 0.5 and more for a scan, below 0.2 for print that nobody can read. Undefined where there is too little print.
 */
export function sharpnessOf({ data, width, height }: Grey): number | undefined {
  const steepness: number[] = [];
  for (let top = 0; top + tile <= height; top += tile)
    for (let left = 0; left + tile <= width; left += tile) {
      const found = steepest(data, width, left, top);
      if (found !== undefined) steepness.push(found);
    }
  if (steepness.length < 12) return undefined;
  return steepness.toSorted((a, b) => a - b)[Math.floor(steepness.length * 0.8)];
}

function steepest(data: Uint8Array, width: number, left: number, top: number): number | undefined {
  const steps = new Uint16Array(256);
  let [light, dark] = [0, 255];
  for (let y = top; y < top + tile; y += 1)
    for (let x = left; x < left + tile - 1; x += 1) {
      const here = data[y * width + x] ?? 0;
      light = Math.max(light, here);
      dark = Math.min(dark, here);
      const step = Math.abs(here - (data[y * width + x + 1] ?? 0));
      steps[step] = (steps[step] ?? 0) + 1;
    }
  if (light - dark < contrastLeast) return undefined;
  return highest(steps) / (light - dark);
}

/** Not the single steepest: a speck of grain is always steep. */
function highest(counts: Uint16Array): number {
  let above = 0;
  for (let step = counts.length - 1; step > 0; step -= 1) {
    above += counts[step] ?? 0;
    if (above > specks) return step;
  }
  return 0;
}
