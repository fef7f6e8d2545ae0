/** A connected part of a mask: its bounds in pixels, inclusive, and how many pixels it has. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly size: number;
}

/** The parts whose pixels touch each other left, right, above or below. */
export function partsOf(mask: Uint8Array, width: number, height: number): Part[] {
  const seen = Uint8Array.from(mask, (value) => 1 - value);
  const parts: Part[] = [];
  const stack: number[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start]) continue;
    let [left, top, right, bottom, size] = [width, height, 0, 0, 0];
    stack.push(start);
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      size += 1;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width])
        if (to >= 0 && to < seen.length && !seen[to]) {
          seen[to] = 1;
          stack.push(to);
        }
    }
    parts.push({ left, top, right, bottom, size });
  }
  return parts;
}
