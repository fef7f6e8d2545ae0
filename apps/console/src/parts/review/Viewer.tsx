import { Notice } from '@jiesuo/ui';
import { Button } from 'antd';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words.ts';
import { canZoomIn, canZoomOut, type Size, sizesOf, type View, viewAfter } from './view.ts';

/** One document, big: the view is the caller's, so that keys work wherever the focus is. Drag to move a zoomed page. */
export function Viewer(props: {
  name: string;
  pages: number;
  src: (page: number) => string;
  view: View;
  onView: (view: View) => void;
}) {
  const { viewer } = useWords();
  const { view, pages } = props;
  const change = (wish: Parameters<typeof viewAfter>[1]) => props.onView(viewAfter(view, wish, pages));
  return (
    <div className="jc-viewer" role="group" aria-label={props.name}>
      <div className="jz-actions">
        <Button size="small" disabled={!canZoomOut(view)} onClick={() => change('zoomOut')}>
          {viewer.zoomOut}
        </Button>
        <Button size="small" disabled={!canZoomIn(view)} onClick={() => change('zoomIn')}>
          {viewer.zoomIn}
        </Button>
        <Button size="small" disabled={view.zoom === 1} onClick={() => change('fit')}>
          {viewer.fit}
        </Button>
        <Button size="small" onClick={() => change('turnLeft')}>
          {viewer.turnLeft}
        </Button>
        <Button size="small" onClick={() => change('turnRight')}>
          {viewer.turnRight}
        </Button>
        {pages > 1 && (
          <>
            <Button size="small" disabled={view.page === 1} onClick={() => change('previous')}>
              {viewer.previous}
            </Button>
            <Button size="small" disabled={view.page === pages} onClick={() => change('next')}>
              {viewer.next}
            </Button>
          </>
        )}
        <span className="jz-soft" aria-live="polite">
          {viewer.page(view.page, pages)}
        </span>
      </div>
      <Stage
        key={props.src(view.page)}
        src={props.src(view.page)}
        alt={`${props.name} ${viewer.page(view.page, pages)}`}
        view={view}
      />
    </div>
  );
}

function Stage({ src, alt, view }: { src: string; alt: string; view: View }) {
  const words = useWords();
  const [picture, setPicture] = useState<Size>();
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const [stage, size] = useSize();
  const sizes = picture && size && sizesOf(picture, size, view);
  if (hasFailed)
    return (
      <Notice
        tone="bad"
        isLive
        actions={
          <Button
            onClick={() => {
              setFailed(false);
              setAttempt(attempt + 1);
            }}
          >
            {words.act.retry}
          </Button>
        }
      >
        {words.viewer.failed}
      </Notice>
    );
  return (
    <div ref={stage} className="jc-stage" tabIndex={0} role="region" aria-label={alt} onPointerMove={drag}>
      <div className="jc-picture" style={sizes?.box}>
        <img
          key={attempt}
          src={src}
          alt={alt}
          draggable={false}
          style={
            sizes
              ? { ...sizes.picture, transform: `translate(-50%, -50%) rotate(${view.turns * 90}deg)` }
              : { visibility: 'hidden' }
          }
          onLoad={({ currentTarget }) =>
            setPicture({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
          onError={() => setFailed(true)}
        />
      </div>
    </div>
  );
}

function drag(event: PointerEvent<HTMLDivElement>): void {
  if (event.pointerType !== 'mouse' || event.buttons !== 1) return;
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
