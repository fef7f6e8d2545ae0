import { dayOf, faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { TextField } from '../payments/TextField.tsx';
import { invoiceReads } from './reads.ts';

/** The number of the red-letter invoice that offsets this one. */
export function RedLetter({ request }: { request: string }) {
  const { invoices } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {invoices.red}
      </Button>
      {isOpen && <Dialog request={request} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ request, onClose }: { request: string; onClose: () => void }) {
  const { invoices } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const act = useAct('invoices.redLetter', invoiceReads);
  const [today] = useState(() => dayOf(new Date()));
  const { id, values, set, faults, blame, submitting } = useForm({ redNumber: '', day: today });
  const input = { request, redNumber: values.redNumber.replace(/\s/g, ''), day: values.day };
  const send = () =>
    act.send(
      input,
      () => {
        toast(invoices.redNow);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={invoices.redTitle(request)}
      lead={invoices.redText}
      submitLabel={invoices.red}
      isBusy={act.isPending}
      error={act.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('invoices.redLetter'), input), send)}
      >
        <TextField
          label={invoices.redNumber}
          value={values.redNumber}
          fault={faults.redNumber}
          maxLength={24}
          onChange={(text) => set('redNumber', text)}
        />
        <Field label={invoices.redDay} fault={sayFault(faults.day, language)}>
          {(bound) => (
            <Input {...bound} type="date" value={values.day} onChange={(event) => set('day', event.target.value)} />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
