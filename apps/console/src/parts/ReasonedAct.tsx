import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, type Ask, inputOf, type Name } from '../api.ts';
import { useAct } from '../asking.ts';
import { ActDialog } from './ActDialog.tsx';
import { ReasonField } from './ReasonField.tsx';

interface Props<N extends Name> {
  name: N;
  /** What is sent, given the text as it was typed. */
  input: (text: string) => Ask<N>;
  /** What the act calls the text. */
  field: 'reason' | 'note';
  refreshes: readonly Name[];
  label: string;
  /** Where the label alone does not say what it is done to. */
  title?: string;
  lead: string;
  /** Said when it is done; or what to do with the answer. */
  done?: string;
  onDone?: (answer: Answer<N>) => void;
  fieldLabel?: string;
  isOptional?: boolean;
  isDangerous?: boolean;
  button?: { size?: 'small'; type?: 'primary'; danger?: boolean };
}

/** An act that a person gives the reason of, or a note on: says what will happen and asks for the text, which is kept in the audit log. */
export function ReasonedAct<N extends Name>(props: Props<N>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...props.button} aria-label={props.title} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog<N extends Name>(props: Props<N> & { onClose: () => void }) {
  const { name, field, label } = props;
  const toast = useToast();
  const act = useAct(name, props.refreshes);
  const { id, values, set, faults, blame, submitting } = useForm({ reason: '', note: '' });
  const input = props.input(values[field]);
  const send = () =>
    act.send(
      input,
      (answer) => {
        if (props.done !== undefined) toast(props.done);
        props.onClose();
        props.onDone?.(answer);
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={props.title ?? label}
      lead={props.lead}
      submitLabel={label}
      isDangerous={props.isDangerous ?? false}
      isBusy={act.isPending}
      error={act.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form id={id} noValidate onSubmit={submitting(() => faultsOf(inputOf(name), input), send)}>
        <ReasonField
          {...(props.fieldLabel && { label: props.fieldLabel })}
          isOptional={props.isOptional ?? false}
          value={values[field]}
          fault={faults[field]}
          onChange={(text) => set(field, text)}
        />
      </form>
    </ActDialog>
  );
}
