import type { Region } from '@jiesuo/contract';
import { Button } from 'antd';
import { useWords } from '../../words.ts';
import { useFetchedPicture } from './pictures.ts';
import { Stage } from './Stage.tsx';
import { canZoomIn, canZoomOut, type View, viewAfter } from './view.ts';

type Wish = Parameters<typeof viewAfter>[1];

/** One document, big: the view is the caller's, so that keys work wherever the focus is. */
export function Viewer(props: {
  material: string;
  name: string;
  pages: number;
  src: (page: number) => string;
  view: View;
  onView: (view: View) => void;
  region: Region | undefined;
  /** A place that the machine speaks of. */
  hint?: Region | undefined;
  /** Undefined where nobody may mark. */
  marking: Marking | undefined;
}) {
  const { viewer, desk } = useWords();
  const { view, pages, region, hint, marking } = props;
  const fetched = useFetchedPicture(props.material);
  const src = (view.page === 1 && fetched) || props.src(view.page);
  const change = (wish: Wish) => props.onView(viewAfter(view, wish, pages));
  const button = (wish: Wish, label: string, isOff = false) => (
    <Button key={wish} size="small" disabled={isOff} onClick={() => change(wish)}>
      {label}
    </Button>
  );
  const isAsItIs = JSON.stringify(view) === JSON.stringify(viewAfter(view, 'reset', pages));
  return (
    <div className="jc-viewer" role="group" aria-label={props.name}>
      <div className="jz-actions">
        {button('zoomOut', viewer.zoomOut, !canZoomOut(view))}
        {button('zoomIn', viewer.zoomIn, !canZoomIn(view))}
        {button('turnLeft', viewer.turnLeft)}
        {button('turnRight', viewer.turnRight)}
        {button('darker', desk.darker)}
        {button('brighter', desk.brighter)}
        {button('lessContrast', desk.lessContrast)}
        {button('moreContrast', desk.moreContrast)}
        {button('reset', desk.reset, isAsItIs)}
        {pages > 1 && [
          button('previous', viewer.previous, view.page === 1),
          button('next', viewer.next, view.page === pages),
        ]}
        <span className="jz-soft" aria-live="polite">
          {viewer.page(view.page, pages)}
        </span>
        {marking && (
          <Button size="small" danger aria-pressed={marking.isOn} onClick={marking.toggle}>
            {desk.mark}
          </Button>
        )}
      </div>
      {marking?.isOn && <p className="jz-soft">{desk.marking}</p>}
      <Stage
        key={`${props.material} ${view.page}`}
        src={src}
        alt={`${props.name} ${viewer.page(view.page, pages)}`}
        view={view}
        mark={region?.page === view.page ? region : undefined}
        hint={hint?.page === view.page ? hint : undefined}
        isMarking={marking?.isOn ?? false}
        onMark={(mark) => marking?.keep({ ...mark, page: view.page })}
        onCancel={() => marking?.toggle()}
      />
    </div>
  );
}

/** Marking a place on the page: whether it is under way, and what becomes of it. */
export interface Marking {
  readonly isOn: boolean;
  readonly toggle: () => void;
  readonly keep: (region: Region) => void;
}
