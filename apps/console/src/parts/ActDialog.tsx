import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words.ts';
import { Refusal } from './Refusal.tsx';

/** A dialog with a form in it. It stays open, with everything typed, until the act succeeded or the person cancels. */
export function ActDialog(props: {
  isOpen: boolean;
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
  return (
    <Modal
      open={props.isOpen}
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
