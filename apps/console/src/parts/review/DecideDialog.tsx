import { materialWords } from '@jiesuo/contract';
import { useLanguage } from '@jiesuo/ui';
import { Button, Modal } from 'antd';
import { useRef } from 'react';
import { useWords } from '../../words.ts';
import type { Decision, Material, Verdicts } from './verdicts.ts';

/** Asks once more and says what the customer will see. While sending, neither button nor key sends again. */
export function DecideDialog(props: {
  decision: Decision | undefined;
  materials: readonly Material[];
  verdicts: Verdicts;
  isSending: boolean;
  onConfirm: (decision: Decision) => void;
  onCancel: () => void;
}) {
  const { review, act } = useWords();
  const language = useLanguage();
  const yes = useRef<HTMLButtonElement>(null);
  const { decision, isSending } = props;
  const isApproval = decision === 'approve';
  const confirm = () => {
    if (decision && !isSending) props.onConfirm(decision);
  };
  return (
    <Modal
      open={decision !== undefined}
      title={isApproval ? review.confirmApprove : review.confirmRefuse}
      closable={false}
      keyboard={!isSending}
      mask={{ closable: false }}
      width={480}
      destroyOnHidden
      afterOpenChange={(isOpen) => {
        if (isOpen) yes.current?.focus();
      }}
      onCancel={props.onCancel}
      footer={
        <div className="jz-actions jc-end">
          <Button disabled={isSending} onClick={props.onCancel}>
            {act.cancel}
          </Button>
          <Button ref={yes} autoFocus type="primary" danger={!isApproval} loading={isSending} onClick={confirm}>
            {isApproval ? review.approve : review.refuse}
          </Button>
        </div>
      }
    >
      <p>{isApproval ? review.confirmApproveText : review.confirmRefuseText}</p>
      {!isApproval && (
        <ul>
          {props.materials
            .filter((m) => props.verdicts[m.id]?.verdict === 'refused')
            .map((m) => (
              <li key={m.id}>
                {materialWords[m.kind][language]}: {props.verdicts[m.id]?.reason}
              </li>
            ))}
        </ul>
      )}
    </Modal>
  );
}
