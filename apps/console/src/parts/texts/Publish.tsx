import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';
import { textReads } from './reads.ts';
import type { Named } from './text.ts';

interface Props {
  named: Named;
  revision: number;
  needsSecond: boolean;
}

export function Publish(props: Props) {
  const { texts } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {props.needsSecond ? texts.submit : texts.publish}
      </Button>
      {isOpen && <Dialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Why, and from when. */
function Dialog({ named, revision, needsSecond, onClose }: Props & { onClose: () => void }) {
  const { texts } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const publish = useAct('texts.publish', textReads);
  const { id, values, set, faults, blame, submitting } = useForm({ note: '', holdsFrom: '' });
  const input = { ...named, revision, ...values };
  const send = () =>
    publish.send(
      input,
      ({ state }) => {
        toast(state === 'waiting' ? texts.submitted : texts.published);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  const label = needsSecond ? texts.submit : texts.publish;
  return (
    <ActDialog
      title={label}
      lead={needsSecond ? texts.submitLead : texts.publishLead}
      submitLabel={label}
      isBusy={publish.isPending}
      error={publish.error}
      formId={id}
      onCancel={onClose}
    >
      <form id={id} noValidate onSubmit={submitting(() => faultsOf(inputOf('texts.publish'), input), send)}>
        <ReasonField
          label={texts.note}
          isOptional={false}
          value={values.note}
          fault={faults['note']}
          onChange={(note) => set('note', note)}
        />
        <Field label={texts.holdsFrom} hint={texts.holdsFromHint} fault={sayFault(faults['holdsFrom'], language)}>
          {(bound) => (
            <Input
              {...bound}
              type="datetime-local"
              value={values.holdsFrom}
              onChange={(event) => set('holdsFrom', event.target.value)}
            />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
