import { Field } from '@jiesuo/ui';
import { Button } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';

/** One file is chosen and sent; what became of it stands below, and the next can be chosen. */
export function FileDialog(props: {
  title: string;
  lead: string;
  label: string;
  submitLabel: string;
  accept: string;
  /** What can be seen of a file before it is sent: the sentence, or undefined. */
  judge: (file: File) => string | undefined;
  missing: string;
  isBusy: boolean;
  error: unknown;
  onSend: (file: File) => void;
  onChoose: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { invoices } = useWords();
  const id = useId();
  const [file, setFile] = useState<File>();
  const [fault, setFault] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const choose = (chosen: File | undefined) => {
    props.onChoose();
    const found = chosen && props.judge(chosen);
    setFault(found);
    setFile(found ? undefined : chosen);
  };
  const send = () => {
    if (!file) setFault(fault ?? props.missing);
    else if (!props.isBusy) props.onSend(file);
  };
  return (
    <ActDialog
      isOpen
      title={props.title}
      lead={props.lead}
      submitLabel={props.submitLabel}
      isBusy={props.isBusy}
      error={props.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={props.label} fault={fault}>
          {({ status: _status, 'aria-required': _required, ...bound }) => (
            // The browser's own file button speaks the browser's language, not the page's.
            <div className="jz-actions">
              <Button {...bound} onClick={() => picker.current?.click()}>
                {invoices.choose}
              </Button>
              <input
                ref={picker}
                hidden
                type="file"
                accept={props.accept}
                onChange={(event) => choose(event.target.files?.[0])}
                onClick={(event) => {
                  // The same file, corrected, can be chosen again.
                  event.currentTarget.value = '';
                }}
              />
              <span aria-live="polite">{file && invoices.chosen(file.name)}</span>
            </div>
          )}
        </Field>
      </form>
      {props.children}
    </ActDialog>
  );
}
