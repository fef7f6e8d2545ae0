import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf, type Name } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';

interface Props {
  name: 'apiKeys.rotate' | 'webhooks.rotate';
  id: string;
  refreshes: readonly Name[];
  label: string;
  title: string;
  lead: string;
  onDone: (answer: { secret: string }) => void;
}

/** A new secret beside the present one, for some hours. */
export function Overlap(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={props.title} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ name, id: of, refreshes, label, title, lead, onDone, onClose }: Props & { onClose: () => void }) {
  const { integration } = useWords();
  const language = useLanguage();
  const act = useAct(name, refreshes);
  const { id, values, set, faults, blame, submitting } = useForm({ overlapHours: '24' });
  const input = { id: of, overlapHours: Number(values.overlapHours) };
  const send = () =>
    act.send(
      input,
      (answer) => {
        onClose();
        onDone(answer);
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={title}
      lead={lead}
      submitLabel={label}
      isBusy={act.isPending}
      error={act.error}
      formId={id}
      onCancel={onClose}
    >
      <form id={id} className="jc-form" noValidate onSubmit={submitting(() => faultsOf(inputOf(name), input), send)}>
        <Field label={integration.overlapHours} fault={sayFault(faults.overlapHours, language)}>
          {(bound) => (
            <Input
              {...bound}
              value={values.overlapHours}
              inputMode="numeric"
              maxLength={3}
              onChange={(event) => set('overlapHours', event.target.value)}
            />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
