import type { Region } from '@jiesuo/contract';
import type { View } from './view.ts';

/** A rectangle of an upright page: shares of its width and height. */
export type Rect = Omit<Region, 'page'>;
/** A point of the picture as it is shown, shares of the box from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
type Turns = View['turns'];

/** Where a mark begins that is made by keys. */
export const firstMark: Rect = { x: 0.3, y: 0.4, width: 0.4, height: 0.2 };
const leastSize = 0.02;
const step = 0.02;

const within = (value: number, most = 1) => Math.min(most, Math.max(0, value));
const rounded = ({ x, y, width, height }: Rect): Rect => ({
  x: Number(x.toFixed(4)),
  y: Number(y.toFixed(4)),
  width: Number(width.toFixed(4)),
  height: Number(height.toFixed(4)),
});

/** The point of the upright page that is shown at `shown` when the picture is turned so many quarters clockwise. */
export function uprightOf({ x, y }: Point, turns: Turns): Point {
  if (turns === 1) return { x: y, y: 1 - x };
  if (turns === 2) return { x: 1 - x, y: 1 - y };
  if (turns === 3) return { x: 1 - y, y: x };
  return { x, y };
}

/** The rectangle between two points of the upright page, kept on it; undefined when it is too small to be meant. */
export function rectBetween(from: Point, to: Point): Rect | undefined {
  const left = within(Math.min(from.x, to.x));
  const top = within(Math.min(from.y, to.y));
  const width = within(Math.max(from.x, to.x)) - left;
  const height = within(Math.max(from.y, to.y)) - top;
  return width < leastSize || height < leastSize ? undefined : rounded({ x: left, y: top, width, height });
}

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};

/** The mark after an arrow key: moved as the person sees it, or resized with Shift. Undefined for any other key. */
export function markAfter(mark: Rect, key: string, isResizing: boolean, turns: Turns): Rect | undefined {
  const shown = arrows[key];
  if (!shown) return undefined;
  const origin = uprightOf({ x: 0, y: 0 }, turns);
  const end = uprightOf(shown, turns);
  const by = { x: end.x - origin.x, y: end.y - origin.y };
  if (!isResizing)
    return rounded({ ...mark, x: within(mark.x + by.x, 1 - mark.width), y: within(mark.y + by.y, 1 - mark.height) });
  // Right and down make it larger, whichever way the page is turned.
  const grow = shown.x + shown.y;
  const isWide = by.x !== 0;
  const size = (now: number, room: number) => Math.max(leastSize, within(now + grow, room));
  return rounded({
    ...mark,
    width: isWide ? size(mark.width, 1 - mark.x) : mark.width,
    height: isWide ? mark.height : size(mark.height, 1 - mark.y),
  });
}
