import type { Account } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, useForm } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct } from '../queries.ts';
import { useWords } from '../words/index.ts';
import { Failure } from './Failure.tsx';
import { TextField } from './fields.tsx';

export function LogInForm({ onLoggedIn }: { onLoggedIn: (account: Account) => void }) {
  const words = useWords();
  const form = useForm({ mobile: '', password: '' });
  const logIn = useAct('accounts.logIn');
  return (
    <form
      id={form.id}
      noValidate
      className="stack"
      onSubmit={form.submitting(
        () => faultsOf(portal['accounts.logIn'].input, form.values),
        () => {
          logIn.mutate(form.values, { onSuccess: onLoggedIn });
        },
      )}
    >
      <TextField
        form={form}
        name="mobile"
        label={words.field.mobile}
        input={{ inputMode: 'tel', autoComplete: 'username', maxLength: 32 }}
      />
      <TextField
        form={form}
        name="password"
        label={words.field.password}
        isPassword
        input={{ autoComplete: 'current-password', maxLength: 64 }}
      />
      <Failure error={logIn.error} />
      <Button type="primary" htmlType="submit" size="large" block loading={logIn.isPending}>
        {words.act.logIn}
      </Button>
    </form>
  );
}
