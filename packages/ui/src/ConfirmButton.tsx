import { Button, type ButtonProps, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useUiWords } from './language.tsx';

/** A button that asks once more and says what will happen. The dialog stays while `onConfirm` runs and closes when it succeeded. */
export function ConfirmButton({
  question,
  consequence,
  confirmLabel,
  onConfirm,
  ...button
}: Omit<ButtonProps, 'onClick'> & {
  question: string;
  consequence?: ReactNode;
  confirmLabel?: string;
  onConfirm: () => Promise<unknown>;
}) {
  const words = useUiWords();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      // The one who acts says what went wrong, on the page: the dialog would hide it.
      setBusy(false);
      setOpen(false);
    }
  };
  return (
    <>
      <Button
        {...button}
        onClick={() => {
          setOpen(true);
        }}
      />
      <Modal
        open={isOpen}
        title={question}
        okText={confirmLabel ?? words.confirm}
        cancelText={words.back}
        okButtonProps={{ danger: button.danger ?? false }}
        confirmLoading={isBusy}
        onOk={() => confirm().catch(() => undefined)}
        onCancel={() => {
          setOpen(false);
        }}
        width={440}
        closable={false}
        destroyOnHidden
      >
        {consequence}
      </Modal>
    </>
  );
}
