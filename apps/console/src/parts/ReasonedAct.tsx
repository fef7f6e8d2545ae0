import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../api.ts';
import { useAct } from '../asking.ts';
import { sayFault, useWords } from '../words.ts';
import { ActDialog } from './ActDialog.tsx';
import { faultsFrom } from './formFaults.ts';

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
  const language = useLanguage();
  const toast = useToast();
  const act = useAct(props.name, ['reviews.inspect', 'orders.search', 'reviews.queue']);
  const { id, values, set, faults, blame, submitting } = useForm({ reason: '' });
  const input = { number: props.number, reason: values.reason };
  const send = () => {
    if (act.isPending) return;
    act.mutate(input, {
      onSuccess: () => {
        toast(words.orders.done);
        props.onClose();
      },
      onError: (error) => blame(faultsFrom(error)),
    });
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
        <Field label={words.orders.reason} fault={sayFault(faults.reason, language)}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              rows={3}
              maxLength={500}
              value={values.reason}
              onChange={(event) => set('reason', event.target.value)}
            />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
