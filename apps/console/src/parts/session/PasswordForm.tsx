import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, PasswordInput, Section, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

const empty = { oldPassword: '', newPassword: '' };

/** 修改密码. */
export function PasswordForm() {
  const { security, firstLogIn } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const change = useAct('staff.changePassword', ['staff.sessions']);
  const { id, values, setValues, set, faults, blame, submitting } = useForm(empty);
  const send = () =>
    change.send(
      values,
      () => {
        setValues(empty);
        toast(security.changed);
      },
      (error) => blame(faultsIn(error)),
    );
  const secret = (name: keyof typeof empty, label: string, autoComplete: string, hint?: string) => (
    <Field label={label} hint={hint} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <PasswordInput
          {...bound}
          value={values[name]}
          maxLength={64}
          autoComplete={autoComplete}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <Section title={security.password}>
      <form
        id={id}
        className="jc-form jc-narrow"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('staff.changePassword'), values), send)}
      >
        <Refusal error={change.error} />
        {secret('oldPassword', security.oldPassword, 'current-password')}
        {secret('newPassword', security.newPassword, 'new-password', firstLogIn.passwordHint)}
        <div className="jz-actions">
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {security.changePassword}
          </Button>
        </div>
      </form>
    </Section>
  );
}
