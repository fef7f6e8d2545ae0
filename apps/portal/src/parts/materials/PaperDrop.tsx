import { useId } from 'react';
import { useWords } from '../../words/index.ts';
import { FileDrop } from './FileDrop.tsx';
import { useUpload } from './useUpload.ts';

/** One paper by itself: chosen or dropped, sent, and said to be there. */
export function PaperDrop(props: {
  label: string;
  note: string;
  /** What is said of the one that the server holds; undefined where it holds none. */
  there: string | undefined;
  send: (file: Blob, onProgress: (percent: number) => void) => Promise<unknown>;
  onUploaded: () => unknown;
}) {
  const { material } = useWords();
  const id = useId();
  const { upload, picture, choose } = useUpload(props);
  return (
    <div className="slot narrow">
      <div className="slot-head">
        <label htmlFor={id}>{props.label}</label>
        <span className="jz-soft">{props.note}</span>
      </div>
      <FileDrop
        id={id}
        about={props.there === undefined ? material.choose : material.replace}
        isFilled={props.there !== undefined}
        picture={picture?.url}
        upload={upload}
        onChoose={choose}
      />
      {props.there !== undefined && upload.stage === 'idle' && <p role="status">{props.there}</p>}
    </div>
  );
}
