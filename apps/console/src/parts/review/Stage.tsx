import { Notice } from '@jiesuo/ui';
import { Button } from 'antd';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words.ts';
import { MarkBox, Marking } from './Marking.tsx';
import { firstMark, type Rect } from './mark.ts';
import { Overmark } from './Overmark.tsx';
import { type Size, sizesOf, type View } from './view.ts';

/** One page in the view that is asked for, with its mark. */
export function Stage(props: {
  src: string;
  alt: string;
  view: View;
  mark: Rect | undefined;
  /** A place that the machine speaks of. */
  hint: Rect | undefined;
  isMarking: boolean;
  onMark: (mark: Rect) => void;
  onCancel: () => void;
}) {
  const { src, alt, view, isMarking } = props;
  const words = useWords();
  const [picture, setPicture] = useState<Size>();
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState<Rect>();
  const [stage, size] = useSize();
  const sizes = picture && size && sizesOf(picture, size, view);
  const again = () => {
    setFailed(false);
    setAttempt(attempt + 1);
  };
  const done = (then: () => void) => {
    setDrawn(undefined);
    then();
    stage.current?.focus({ preventScroll: true });
  };
  if (hasFailed)
    return (
      <Notice tone="bad" isLive actions={<Button onClick={again}>{words.act.retry}</Button>}>
        {words.viewer.failed}
      </Notice>
    );
  const mark = isMarking ? (drawn ?? props.mark ?? firstMark) : props.mark;
  return (
    <div ref={stage} className="jc-stage" tabIndex={0} role="region" aria-label={alt} onPointerMove={drag}>
      <div className="jc-picture" style={sizes?.box}>
        <div
          className="jc-sheet"
          style={
            sizes
              ? { ...sizes.picture, transform: `translate(-50%, -50%) rotate(${view.turns * 90}deg)` }
              : { visibility: 'hidden' }
          }
        >
          <img
            key={attempt}
            src={src}
            alt={alt}
            draggable={false}
            style={{ ...sizes?.picture, filter: `brightness(${view.light}) contrast(${view.contrast})` }}
            onLoad={({ currentTarget }) =>
              setPicture({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
            }
            onError={() => setFailed(true)}
          />
          {props.hint && <MarkBox mark={props.hint} isHint />}
          {mark && <MarkBox mark={mark} />}
        </div>
        <Overmark view={view} />
        {isMarking && sizes && mark && (
          <Marking
            mark={mark}
            turns={view.turns}
            onDraw={setDrawn}
            onKeep={(kept) => done(() => props.onMark(kept))}
            onCancel={() => done(props.onCancel)}
          />
        )}
      </div>
    </div>
  );
}

/** Drag to move a zoomed page. */
function drag(event: PointerEvent<HTMLDivElement>): void {
  if (event.pointerType !== 'mouse' || event.buttons !== 1 || event.defaultPrevented) return;
  event.currentTarget.scrollBy(-event.movementX, -event.movementY);
}

/** The inner size of an element, kept up to date. */
function useSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.offsetWidth, height: element.offsetHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size] as const;
}
