import { ConfirmButton, StatusTag, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useWords } from '../../words/index.ts';

/** One of several things that a customer keeps, of which one is the default: to be edited and deleted. */
export function KeptRow(props: {
  main: string;
  detail: string;
  /** The mark of the default; undefined for the others. */
  mark: string | undefined;
  question: string;
  onEdit: () => void;
  onRemove: () => Promise<unknown>;
}) {
  const words = useWords();
  const toast = useToast();
  return (
    <li>
      <div className="row-main">
        <span>
          {props.main} {props.mark && <StatusTag tone="good">{props.mark}</StatusTag>}
        </span>
        <span className="jz-soft">{props.detail}</span>
      </div>
      <span className="jz-actions">
        <Button onClick={props.onEdit}>{words.act.edit}</Button>
        <ConfirmButton
          danger
          question={props.question}
          onConfirm={async () => {
            await props.onRemove();
            toast(words.succeeded);
          }}
        >
          {words.act.remove}
        </ConfirmButton>
      </span>
    </li>
  );
}
