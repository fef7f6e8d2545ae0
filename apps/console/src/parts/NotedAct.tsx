import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { type Ask, inputOf, type Name } from '../api.ts';
import { useAct } from '../asking.ts';
import { ActDialog } from './ActDialog.tsx';
import { ReasonField } from './ReasonField.tsx';

type Noted = 'refunds.ask' | 'refunds.approve' | 'refunds.reject' | 'refunds.retry' | 'moneyIssues.resolve';

/** An act on money with a person's note: says what will happen and asks for the note. `input` gets the note as it was typed. */
export function NotedAct<N extends Noted>(props: {
  name: N;
  input: (note: string) => Ask<N>;
  refreshes: readonly Name[];
  label: string;
  title: string;
  lead: string;
  noteLabel: string;
  done: string;
  isNoteOptional?: boolean;
  isPrimary?: boolean;
  isDangerous?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        type={props.isPrimary ? 'primary' : 'default'}
        aria-label={props.title}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog<N extends Noted>(props: Parameters<typeof NotedAct<N>>[0] & { onClose: () => void }) {
  const toast = useToast();
  const act = useAct(props.name, props.refreshes);
  const form = useForm({ note: '' });
  const input = props.input(form.values.note);
  const send = () => {
    if (act.isPending) return;
    // Not as mutate's own callbacks: what the act has done may take this dialog off the page before they are called.
    act.mutateAsync(input).then(
      () => {
        toast(props.done);
        props.onClose();
      },
      (error) => form.blame(faultsIn(error)),
    );
  };
  return (
    <ActDialog
      isOpen
      title={props.title}
      lead={props.lead}
      submitLabel={props.label}
      isDangerous={props.isDangerous ?? false}
      isBusy={act.isPending}
      error={act.error}
      formId={form.id}
      onCancel={props.onClose}
    >
      <form id={form.id} noValidate onSubmit={form.submitting(() => faultsOf(inputOf(props.name), input), send)}>
        <ReasonField
          label={props.noteLabel}
          isOptional={props.isNoteOptional ?? false}
          value={form.values.note}
          fault={form.faults.note}
          onChange={(note) => form.set('note', note)}
        />
      </form>
    </ActDialog>
  );
}
