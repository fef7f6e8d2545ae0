import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { type Answer, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

export interface Invited extends Answer<'staff.openInvitation'> {
  readonly name: string;
  readonly code: string;
}

export function InvitationForm({ onDone }: { onDone: (invited: Invited) => void }) {
  const { firstLogIn, logIn } = useWords();
  const language = useLanguage();
  const open = useAct('staff.openInvitation');
  const { id, values, set, faults, blame, submitting } = useForm({ name: '', code: '' });
  const send = () =>
    open.send(
      values,
      (answer) => onDone({ ...answer, ...values }),
      (error) => blame(faultsIn(error)),
    );
  const text = (name: 'name' | 'code', label: string) => (
    <Field label={label} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <Input
          {...bound}
          value={values[name]}
          maxLength={60}
          autoComplete={name === 'name' ? 'username' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('staff.openInvitation'), values), send)}
    >
      <p className="jc-lead">{firstLogIn.lead}</p>
      <Refusal error={open.error} />
      {text('name', logIn.name)}
      {text('code', firstLogIn.code)}
      <Button type="primary" htmlType="submit" block loading={open.isPending}>
        {firstLogIn.next}
      </Button>
    </form>
  );
}
