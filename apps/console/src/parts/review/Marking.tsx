import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words.ts';
import { markAfter, type Point, type Rect, rectBetween, uprightOf } from './mark.ts';
import type { View } from './view.ts';

const percent = (share: number) => `${share * 100}%`;

/** A marked place; lies over the upright page and turns with it. */
export function MarkBox({ mark, isHint = false }: { mark: Rect; isHint?: boolean }) {
  return (
    <div
      className={isHint ? 'jc-mark is-hint' : 'jc-mark'}
      style={{ left: percent(mark.x), top: percent(mark.y), width: percent(mark.width), height: percent(mark.height) }}
    />
  );
}

/** Takes the mouse and the keys while a place is being marked: a dragged box is kept at once, arrows move and resize it until Enter. */
export function Marking(props: {
  mark: Rect;
  turns: View['turns'];
  onDraw: (mark: Rect) => void;
  onKeep: (mark: Rect) => void;
  onCancel: () => void;
}) {
  const { desk } = useWords();
  const { mark, turns } = props;
  const [from, setFrom] = useState<Point>();
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => layer.current?.focus({ preventScroll: true }), []);
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLDivElement>): Point => {
    const box = currentTarget.getBoundingClientRect();
    return uprightOf({ x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }, turns);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = markAfter(mark, event.key, event.shiftKey, turns);
    if (moved) props.onDraw(moved);
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) props.onKeep(mark);
    else if (event.key === 'Escape') props.onCancel();
    else return;
    // Neither a turn of the page nor a verdict.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={layer}
      className="jc-marking"
      role="application"
      aria-label={desk.marking}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(pointOf(event));
      }}
      onPointerMove={(event) => {
        const drawn = from && rectBetween(from, pointOf(event));
        if (drawn) props.onDraw(drawn);
      }}
      onPointerUp={(event) => {
        const drawn = from && rectBetween(from, pointOf(event));
        setFrom(undefined);
        if (drawn) props.onKeep(drawn);
      }}
    />
  );
}
