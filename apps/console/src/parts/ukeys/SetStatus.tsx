import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';
import type { UkeyLine } from './columns.tsx';

type Status = UkeyLine['status'];
const statuses: readonly Status[] = ['active', 'lost', 'revoked'];

/** Reports a UKey lost or revoked, or active again, with the reason. */
export function SetStatus(props: { serial: string; status: Status }) {
  const { ukeys } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{ukeys.setStatus}</Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Dialog(props: { serial: string; status: Status; onClose: () => void }) {
  const words = useWords();
  const { ukeys } = words;
  const language = useLanguage();
  const toast = useToast();
  const act = useAct('ukeys.setStatus', ['ukeys.list', 'ukeys.inspect']);
  const others = statuses.filter((status) => status !== props.status);
  const { id, values, set, faults, blame, submitting } = useForm({ status: others[0] ?? 'lost', reason: '' });
  const input = { serial: props.serial, ...values };
  const send = () =>
    act.send(
      input,
      () => {
        toast(words.said.saved);
        props.onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={ukeys.setStatus}
      lead={ukeys.statusText}
      submitLabel={words.act.save}
      isBusy={act.isPending}
      error={act.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form id={id} noValidate onSubmit={submitting(() => faultsOf(inputOf('ukeys.setStatus'), input), send)}>
        <Field label={ukeys.setStatusTo} fault={sayFault(faults.status, language)}>
          {(bound) => (
            <Select
              {...bound}
              className="jc-wide"
              value={values.status}
              options={others.map((value) => ({ value, label: ukeys.statuses[value] }))}
              onChange={(status) => set('status', status)}
            />
          )}
        </Field>
        <ReasonField value={values.reason} fault={faults.reason} onChange={(reason) => set('reason', reason)} />
      </form>
    </ActDialog>
  );
}
