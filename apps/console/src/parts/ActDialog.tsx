import { Button, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words.ts';
import { Refusal } from './Refusal.tsx';

/** A dialog with a form in it, there while it is rendered. It stays, with everything typed, until the act succeeded or the person cancels. */
export function ActDialog(props: {
  title: string;
  lead?: ReactNode;
  submitLabel: string;
  isDangerous?: boolean;
  isBusy: boolean;
  error: unknown;
  formId: string;
  onCancel: () => void;
  children: ReactNode;
}) {
  const words = useWords();
  useFocusReturn();
  return (
    <Modal
      open
      title={props.title}
      closable={false}
      keyboard={!props.isBusy}
      mask={{ closable: false }}
      width={520}
      destroyOnHidden
      onCancel={props.onCancel}
      footer={
        <div className="jz-actions jc-end">
          <Button disabled={props.isBusy} onClick={props.onCancel}>
            {words.act.cancel}
          </Button>
          <Button
            type="primary"
            danger={props.isDangerous ?? false}
            htmlType="submit"
            form={props.formId}
            loading={props.isBusy}
          >
            {props.submitLabel}
          </Button>
        </div>
      }
    >
      {props.lead && <p className="jc-lead">{props.lead}</p>}
      <Refusal error={props.error} />
      {props.children}
    </Modal>
  );
}

/** Whoever works by keys finds himself where he was (WCAG 2.2, 2.4.3): what had the focus before gets it back. */
function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
    [opener],
  );
}
