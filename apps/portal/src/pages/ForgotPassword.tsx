import { RefusalError } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Link, useForm, useGo, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { api } from '../api.ts';
import { CodeField } from '../parts/CodeField.tsx';
import { Failure } from '../parts/Failure.tsx';
import { TextField } from '../parts/fields.tsx';
import { mobileFaults } from '../parts/mobile.ts';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { useAct } from '../queries.ts';
import { faultsOfRefusal, useWords } from '../words/index.ts';

export function ForgotPassword() {
  const words = useWords();
  const go = useGo();
  const toast = useToast();
  const form = useForm({ mobile: '', code: '', password: '', passwordAgain: '' });
  const reset = useAct('accounts.resetPassword');
  const { passwordAgain, ...input } = form.values;
  const judge = () => ({
    ...faultsOf(portal['accounts.resetPassword'].input, input),
    ...(passwordAgain === input.password ? {} : { passwordAgain: 'passwords_differ' }),
  });
  const act = () => {
    reset.mutate(input, {
      onSuccess: () => {
        toast(words.entry.resetDone);
        go(paths.logIn());
      },
      onError: (error) => {
        if (error instanceof RefusalError) form.blame(faultsOfRefusal(error));
      },
    });
  };
  return (
    <Page title={words.entry.forgotTitle} lead={words.entry.forgotLead}>
      <form id={form.id} noValidate className="stack" onSubmit={form.submitting(judge, act)}>
        <TextField
          form={form}
          name="mobile"
          label={words.field.mobile}
          input={{ inputMode: 'tel', autoComplete: 'username', maxLength: 32 }}
        />
        <CodeField
          value={form.values.code}
          fault={form.faults['code']}
          onChange={(value) => form.set('code', value)}
          send={() => {
            const { mobile } = form.values;
            const faults = mobileFaults(mobile);
            if (Object.keys(faults).length === 0)
              return api('accounts.sendCode', { mobile, purpose: 'reset_password' });
            form.blame(faults);
            return undefined;
          }}
        />
        <TextField
          form={form}
          name="password"
          label={words.field.newPassword}
          hint={words.entry.passwordHint}
          isPassword
          input={{ autoComplete: 'new-password' }}
        />
        <TextField
          form={form}
          name="passwordAgain"
          label={words.field.newPasswordAgain}
          isPassword
          input={{ autoComplete: 'new-password' }}
        />
        <Failure error={reset.error} />
        <Button type="primary" htmlType="submit" size="large" block loading={reset.isPending}>
          {words.act.confirm}
        </Button>
      </form>
      <div className="entry-links">
        <Link href={paths.logIn()}>{words.entry.backToLogIn}</Link>
      </div>
    </Page>
  );
}
