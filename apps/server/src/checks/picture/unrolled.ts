import type { Box, Grey, Picture } from './picture.ts';

/** Where the letters of a round seal stand, as shares of its radius. */
const outside = 0.93;
const inside = 0.6;
const lineHeight = 64;
/** More than once around, so that a name that begins anywhere stands in one piece. */
const rounds = 1.75;

/** The ring of letters of a seal as one line, red ink alone: black print under it is left out. `from`: degrees clockwise from the right. */
export function unrolled(picture: Picture, box: Box, { from = 90 } = {}): Grey {
  const middle = { x: (box.x + box.width / 2) * picture.width, y: (box.y + box.height / 2) * picture.height };
  const radius = { x: (box.width * picture.width) / 2, y: (box.height * picture.height) / 2 };
  const scale = lineHeight / (((radius.x + radius.y) / 2) * (outside - inside));
  const width = Math.round(2 * Math.PI * ((radius.x + radius.y) / 2) * ((outside + inside) / 2) * scale * rounds);
  const data = new Uint8Array(width * lineHeight).fill(255);
  for (let column = 0; column < width; column += 1) {
    const angle = (from * Math.PI) / 180 + (column / width) * rounds * 2 * Math.PI;
    for (let row = 0; row < lineHeight; row += 1) {
      const far = outside - ((outside - inside) * row) / lineHeight;
      const x = middle.x + radius.x * far * Math.cos(angle);
      const y = middle.y + radius.y * far * Math.sin(angle);
      data[row * width + column] = 255 - redness(picture, x, y);
    }
  }
  return { data, width, height: lineHeight };
}

/** Bilinear, 0 to 255: how much more red than green and blue. */
function redness({ data, width, height }: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
  const at = (row: number, column: number) => {
    const from = ((top + row) * width + left + column) * 3;
    return (data[from] ?? 0) - ((data[from + 1] ?? 0) + (data[from + 2] ?? 0)) / 2;
  };
  const [right, down] = [x - left, y - top];
  const mean =
    (at(0, 0) * (1 - right) + at(0, 1) * right) * (1 - down) + (at(1, 0) * (1 - right) + at(1, 1) * right) * down;
  return Math.max(0, Math.min(255, (mean - 20) * 2.2));
}
