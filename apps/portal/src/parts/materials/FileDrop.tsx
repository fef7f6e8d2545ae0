import { refusals } from '@jiesuo/contract';
import { Icon, Notice, useLanguage } from '@jiesuo/ui';
import { useState } from 'react';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import type { FileFault } from './pictures.ts';
import type { Upload } from './useUpload.ts';

/** Where a paper is chosen or dropped, with what becomes of it on its way. Its label stands outside and points to `id`. */
export function FileDrop(props: {
  id: string;
  about: string;
  isFilled: boolean;
  isFaulty?: boolean;
  /** Address of what is there already. */
  picture: string | undefined;
  upload: Upload;
  onChoose: (file: Blob) => Promise<void>;
}) {
  const { id, upload } = props;
  const words = useWords();
  const [isOver, setOver] = useState(false);
  return (
    <>
      <div className={`slot-drop${isOver ? ' is-over' : ''}${props.isFilled ? ' is-filled' : ''}`}>
        <input
          id={id}
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          aria-describedby={`${id}-about`}
          aria-invalid={props.isFaulty ? true : undefined}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again after a fault.
            event.target.value = '';
            if (file) void props.onChoose(file);
          }}
        />
        {props.picture ? (
          <img className="slot-picture" src={props.picture} alt="" />
        ) : (
          <Icon name={props.isFilled ? 'good' : 'upload'} size={28} />
        )}
        <span id={`${id}-about`}>{props.about}</span>
      </div>
      {upload.stage === 'sending' && (
        <div role="status" className="slot-progress">
          <progress max={100} value={upload.percent} aria-label={words.material.uploading(upload.percent)} />
          {words.material.uploading(upload.percent)}
        </div>
      )}
      {upload.stage === 'faulty' && <FileFaultNotice fault={upload.fault} />}
      {upload.stage === 'failed' && <Failure error={upload.error} />}
    </>
  );
}

function FileFaultNotice({ fault }: { fault: FileFault }) {
  const language = useLanguage();
  const { material } = useWords();
  return (
    <Notice tone="bad" isLive>
      {fault === 'heic' || fault === 'empty' ? material[fault] : refusals[fault][language]}
    </Notice>
  );
}
