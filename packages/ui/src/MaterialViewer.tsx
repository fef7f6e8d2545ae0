import { Button, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useUiWords } from './language.tsx';
import { Notice } from './Notice.tsx';

const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const FIT = 2;
/** As in style/viewer.css. */
const STAGE_HEIGHT = '66vh';

/**
 * One document as pictures, page by page: zoom, rotate, turn pages, by mouse or keyboard (+ − r ← →).
 * `src` gives the address of a page (1-based): pages are rendered on the server, the document itself is never opened here.
 */
export function MaterialViewer(props: { name: string; pages: number; src: (page: number) => string }) {
  const words = useUiWords();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(FIT);
  const [turns, setTurns] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  /** Width ÷ height of the picture as it was loaded; an upright A4 page until then. */
  const [aspect, setAspect] = useState(210 / 297);
  const src = props.src(page);
  const isOnItsSide = turns % 2 === 1;
  const boxAspect = isOnItsSide ? 1 / aspect : aspect;
  const turnPage = (by: number) => {
    setPage(Math.min(props.pages, Math.max(1, page + by)));
  };
  const zoomBy = (by: number) => {
    setZoom(Math.min(ZOOMS.length - 1, Math.max(0, zoom + by)));
  };
  const keys: Record<string, () => void> = {
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    r: () => setTurns(turns + 1),
    ArrowLeft: () => turnPage(-1),
    ArrowRight: () => turnPage(1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="jz-viewer" role="group" aria-label={props.name} onKeyDown={onKeyDown}>
      <div className="jz-actions jz-viewer-bar">
        <Button size="small" disabled={zoom === 0} onClick={() => zoomBy(-1)}>
          {words.zoomOut}
        </Button>
        <Button size="small" disabled={zoom === ZOOMS.length - 1} onClick={() => zoomBy(1)}>
          {words.zoomIn}
        </Button>
        <Button size="small" onClick={() => setZoom(FIT)}>
          {words.fit}
        </Button>
        <Button size="small" onClick={() => setTurns(turns + 1)}>
          {words.rotate}
        </Button>
        {props.pages > 1 && (
          <>
            <Button size="small" disabled={page === 1} onClick={() => turnPage(-1)}>
              {words.previousPage}
            </Button>
            <Button size="small" disabled={page === props.pages} onClick={() => turnPage(1)}>
              {words.nextPage}
            </Button>
          </>
        )}
        <span className="jz-soft" aria-live="polite">
          {words.page(page, props.pages)}
        </span>
      </div>
      <div className="jz-viewer-stage" tabIndex={0} role="region" aria-label={words.page(page, props.pages)}>
        {failed === src ? (
          <Notice tone="bad" actions={<Button onClick={() => setFailed(null)}>{words.tryAgain}</Button>}>
            {words.pictureFailed}
          </Notice>
        ) : (
          // The box has the turned picture's shape, so that every part of it can be scrolled to.
          <div
            className="jz-viewer-box"
            style={{
              aspectRatio: boxAspect,
              width: `calc(min(100%, ${STAGE_HEIGHT} * ${boxAspect}) * ${ZOOMS[zoom] ?? 1})`,
            }}
          >
            <img
              key={src}
              src={src}
              alt={`${props.name} ${words.page(page, props.pages)}`}
              draggable={false}
              style={{
                width: isOnItsSide ? `${100 / boxAspect}%` : '100%',
                transform: `translate(-50%, -50%) rotate(${turns * 90}deg)`,
              }}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
                if (naturalHeight > 0) setAspect(naturalWidth / naturalHeight);
              }}
              onError={() => setFailed(src)}
            />
          </div>
        )}
      </div>
    </div>
  );
}

/** The viewer in a dialog, opened by a button that carries the material's name. */
export function MaterialViewerButton(props: {
  label: string;
  name: string;
  pages: number;
  src: (page: number) => string;
}) {
  const [isOpen, setOpen] = useState(false);
  const words = useUiWords();
  return (
    <>
      <Button size="small" aria-label={`${props.label} ${props.name}`} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      <Modal
        open={isOpen}
        title={props.name}
        onCancel={() => setOpen(false)}
        width={960}
        style={{ top: 24 }}
        footer={<Button onClick={() => setOpen(false)}>{words.close}</Button>}
        closable={false}
        destroyOnHidden
      >
        <MaterialViewer name={props.name} pages={props.pages} src={props.src} />
      </Modal>
    </>
  );
}
