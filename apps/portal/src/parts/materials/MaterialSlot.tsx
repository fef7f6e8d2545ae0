import type { Material, MaterialKind } from '@jiesuo/contract';
import { Icon, MaterialViewerButton, Notice, showBytes } from '@jiesuo/ui';
import { Button } from 'antd';
import { useEffect, useId } from 'react';
import { previewUrl, upload as send } from '../../api.ts';
import { useFaultSentence, useWords } from '../../words/index.ts';
import { FileDrop } from './FileDrop.tsx';
import { Suggestions } from './Suggestions.tsx';
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
  /** What the upload waits for. */
  before?: () => Promise<unknown>;
  /** Hears when an upload begins and ends. */
  onSending: (kind: MaterialKind, isSending: boolean) => void;
  onUploaded: (material: Material) => unknown;
  onRemove?: (material: Material) => Promise<unknown>;
}) {
  const { material, name } = props;
  const words = useWords();
  const say = useFaultSentence();
  const id = useId();
  const { upload, picture, hint, choose, rotate, forget } = useUpload({
    send: async (file, onProgress) => {
      const { kind, order } = props;
      await props.before?.();
      return send('materials.upload', order ? { kind, order } : { kind }, file, onProgress);
    },
    onUploaded: props.onUploaded,
  });
  const isSending = upload.stage === 'sending';
  const { kind, onSending } = props;
  useEffect(() => {
    onSending(kind, isSending);
    return () => onSending(kind, false);
  }, [kind, isSending, onSending]);
  const fault = say(props.fault);
  return (
    <div className="slot">
      <div className="slot-head">
        <label htmlFor={id}>{name}</label>
        <span className="jz-soft">{props.note}</span>
      </div>
      <FileDrop
        id={id}
        about={material ? words.material.replace : words.material.choose}
        isFilled={material !== undefined}
        isFaulty={Boolean(fault)}
        picture={picture?.url ?? (material && previewUrl(material.id, 1))}
        upload={upload}
        onChoose={choose}
      />
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
      {material?.verdict === 'pending' && !isSending && (
        <Suggestions key={material.id} material={material} isHinted={hint !== undefined} />
      )}
      <div className="jz-fault" aria-live="polite">
        {fault}
      </div>
    </div>
  );
}
