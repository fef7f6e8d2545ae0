import type { Box } from '../picture/picture.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where something of a page turned clockwise by `degrees` about its middle stands on the page as it was uploaded. */
export function placeBack(
  at: Size & { readonly x: number; readonly y: number },
  upright: Size,
  page: Size,
  degrees: number,
): Box {
  const angle = (-degrees * Math.PI) / 180;
  const corners = [
    [at.x, at.y],
    [at.x + at.width, at.y],
    [at.x, at.y + at.height],
    [at.x + at.width, at.y + at.height],
  ].map(([x = 0, y = 0]) => {
    const [dx, dy] = [x - upright.width / 2, y - upright.height / 2];
    return {
      x: share((dx * Math.cos(angle) - dy * Math.sin(angle) + page.width / 2) / page.width),
      y: share((dx * Math.sin(angle) + dy * Math.cos(angle) + page.height / 2) / page.height),
    };
  });
  const x = Math.min(...corners.map((corner) => corner.x));
  const y = Math.min(...corners.map((corner) => corner.y));
  return {
    x,
    y,
    width: Math.max(...corners.map((corner) => corner.x)) - x,
    height: Math.max(...corners.map((corner) => corner.y)) - y,
  };
}

const share = (value: number): number => Math.max(0, Math.min(1, value));
