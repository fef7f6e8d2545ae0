import { type Material, type MaterialKind, refusals } from '@jiesuo/contract';
import { Icon, MaterialViewerButton, Notice, showBytes, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { previewUrl } from '../../api.ts';
import { useFaultSentence, useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import type { FileFault } from './pictures.ts';
import { useUpload } from './useUpload.ts';

/** One of the three materials: choose or drop a file, see it, turn it, replace it, remove it. */
export function MaterialSlot(props: {
  kind: MaterialKind;
  name: string;
  note: string;
  /** What the server holds of this kind, if anything. */
  material: Material | undefined;
  /** The order whose refused material is sent again; undefined for the draft. */
  order?: string;
  fault?: string | undefined;
  onUploaded: (material: Material) => unknown;
  onRemove?: (material: Material) => Promise<unknown>;
}) {
  const { material, name } = props;
  const words = useWords();
  const say = useFaultSentence();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const { upload, picture, hint, choose, rotate, forget } = useUpload({
    kind: props.kind,
    order: props.order,
    onUploaded: props.onUploaded,
  });
  const isSending = upload.stage === 'sending';
  const fault = say(props.fault);
  return (
    <div className="slot">
      <div className="slot-head">
        <label htmlFor={id}>{name}</label>
        <span className="jz-soft">{props.note}</span>
      </div>
      <div className={`slot-drop${isOver ? ' is-over' : ''}${material ? ' is-filled' : ''}`}>
        <input
          id={id}
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          aria-describedby={`${id}-about`}
          aria-invalid={fault ? true : undefined}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again after a fault.
            event.target.value = '';
            if (file) void choose(file);
          }}
        />
        <Preview picture={picture?.url} material={material} />
        <span id={`${id}-about`}>{material ? words.material.replace : words.material.choose}</span>
      </div>
      {isSending && (
        <div role="status" className="slot-progress">
          <progress max={100} value={upload.percent} aria-label={words.material.uploading(upload.percent)} />
          {words.material.uploading(upload.percent)}
        </div>
      )}
      {upload.stage === 'faulty' && <FileFaultNotice fault={upload.fault} />}
      {upload.stage === 'failed' && <Failure error={upload.error} />}
      {hint && <Notice tone="warn">{words.material[hint]}</Notice>}
      {material && !isSending && (
        <div className={`slot-done${material.verdict === 'refused' ? ' is-refused' : ''}`}>
          <span role="status">
            {material.verdict === 'refused' ? (
              words.material.sentBefore(showBytes(material.bytes))
            ) : (
              <>
                <Icon name="good" size={16} /> {words.material.uploaded(showBytes(material.bytes))}
              </>
            )}
            {material.pages > 1 && ` · ${words.material.pages(material.pages)}`}
          </span>
          <span className="jz-actions">
            <MaterialViewerButton
              label={words.material.preview}
              name={name}
              pages={material.pages}
              src={(page) => previewUrl(material.id, page)}
            />
            {picture && (
              <Button size="small" aria-label={`${words.material.rotate} ${name}`} onClick={() => void rotate()}>
                {words.material.rotate}
              </Button>
            )}
            {props.onRemove && (
              <Button
                size="small"
                aria-label={`${words.material.remove} ${name}`}
                onClick={() => void props.onRemove?.(material).then(forget, () => undefined)}
              >
                {words.material.remove}
              </Button>
            )}
          </span>
        </div>
      )}
      <div className="jz-fault" aria-live="polite">
        {fault}
      </div>
    </div>
  );
}

function Preview({ picture, material }: { picture: string | undefined; material: Material | undefined }) {
  const source = picture ?? (material ? previewUrl(material.id, 1) : undefined);
  if (!source) return <Icon name="upload" size={28} />;
  return <img className="slot-picture" src={source} alt="" />;
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
