import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Input } from 'antd';
import { inputOf } from '../api.ts';
import { useAct } from '../asking.ts';
import { sayFault, useWords } from '../words.ts';
import { ActDialog } from './ActDialog.tsx';

/** Publishes a notice on the customers' 首页. */
export function AddNotice({ onClose }: { onClose: () => void }) {
  const { notices } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const add = useAct('notices.add', ['notices.list']);
  const { id, values, set, faults, blame, submitting } = useForm({ title: '', body: '' });
  const send = () =>
    add.send(
      values,
      () => {
        toast(notices.publishedNow);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      isOpen
      title={notices.publish}
      submitLabel={notices.publish}
      isBusy={add.isPending}
      error={add.error}
      formId={id}
      onCancel={onClose}
    >
      <form id={id} noValidate onSubmit={submitting(() => faultsOf(inputOf('notices.add'), values), send)}>
        <Field label={notices.heading} fault={sayFault(faults.title, language)}>
          {(bound) => (
            <Input
              {...bound}
              value={values.title}
              maxLength={100}
              onChange={(event) => set('title', event.target.value)}
            />
          )}
        </Field>
        <Field label={notices.body} fault={sayFault(faults.body, language)}>
          {(bound) => (
            <Input.TextArea
              {...bound}
              value={values.body}
              rows={6}
              maxLength={2000}
              onChange={(event) => set('body', event.target.value)}
            />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
