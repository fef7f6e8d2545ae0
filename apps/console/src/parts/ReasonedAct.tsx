import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { inputOf } from '../api.ts';
import { useAct } from '../asking.ts';
import { useWords } from '../words.ts';
import { ActDialog } from './ActDialog.tsx';
import { ReasonField } from './ReasonField.tsx';

type Act = 'orders.withdraw' | 'orders.close' | 'orders.restoreAuthorisations';

/** A supervisor's act on an order: says what will happen and asks for the reason, which is kept in the audit log. */
export function ReasonedAct(props: { name: Act; number: string; label: string; lead: string; isDangerous?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button danger={props.isDangerous ?? false} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog(props: Parameters<typeof ReasonedAct>[0] & { onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const act = useAct(props.name, ['reviews.inspect', 'orders.search', 'reviews.queue']);
  const { id, values, set, faults, blame, submitting } = useForm({ reason: '' });
  const input = { number: props.number, reason: values.reason };
  const send = () => {
    if (act.isPending) return;
    // Not as mutate's own callbacks: what the act has done may take this dialog off the page before they are called.
    act.mutateAsync(input).then(
      () => {
        toast(words.orders.done);
        props.onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  };
  return (
    <ActDialog
      isOpen
      title={props.label}
      lead={props.lead}
      submitLabel={props.label}
      isDangerous={props.isDangerous ?? false}
      isBusy={act.isPending}
      error={act.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form id={id} noValidate onSubmit={submitting(() => faultsOf(inputOf(props.name), input), send)}>
        <ReasonField value={values.reason} fault={faults.reason} onChange={(reason) => set('reason', reason)} />
      </form>
    </ActDialog>
  );
}
