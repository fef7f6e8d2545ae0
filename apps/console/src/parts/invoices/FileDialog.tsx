import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { FileField } from '../FileField.tsx';
import { megabytesExceeded, type Upload, type useSending } from './sending.ts';

/** One file is chosen and sent; what became of it stands below, and the next can be chosen. */
export function FileDialog<N extends Upload>(props: {
  name: N;
  title: string;
  lead: string;
  label: string;
  accept: string;
  isKnown: (fileName: string) => boolean;
  /** Said of no file, and of one of another kind. */
  wrongKind: string;
  sending: ReturnType<typeof useSending<N>>;
  inputOf: (file: File) => Parameters<ReturnType<typeof useSending<N>>['mutate']>[0]['input'];
  onClose: () => void;
  children: ReactNode;
}) {
  const { invoices } = useWords();
  const { title, sending, wrongKind } = props;
  const id = useId();
  const [file, setFile] = useState<File>();
  const [fault, setFault] = useState<string>();
  const judge = (chosen: File): string | undefined => {
    if (!props.isKnown(chosen.name)) return wrongKind;
    const most = megabytesExceeded(props.name, chosen);
    return most === undefined ? undefined : invoices.tooLarge(most);
  };
  const choose = (chosen: File | undefined) => {
    sending.reset();
    const found = chosen && judge(chosen);
    setFault(found);
    setFile(found ? undefined : chosen);
  };
  const send = () => {
    if (!file) setFault(fault ?? wrongKind);
    else if (!sending.isPending) sending.mutate({ file, input: props.inputOf(file) });
  };
  return (
    <ActDialog
      title={title}
      lead={props.lead}
      submitLabel={title}
      isBusy={sending.isPending}
      error={sending.error}
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
        <FileField
          label={props.label}
          fault={fault}
          accept={props.accept}
          chooseLabel={invoices.choose}
          chosen={file && invoices.chosen(file.name)}
          onChoose={choose}
        />
      </form>
      {props.children}
    </ActDialog>
  );
}
