import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Link, useForm, useGo, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { Failure } from '../parts/Failure.tsx';
import { MobileAndCode } from '../parts/MobileAndCode.tsx';
import { NewPassword } from '../parts/NewPassword.tsx';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { useAct } from '../queries.ts';
import { useWords } from '../words/index.ts';

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
      onError: (error) => form.blame(faultsIn(error)),
    });
  };
  return (
    <Page title={words.entry.forgotTitle} lead={words.entry.forgotLead}>
      <form id={form.id} noValidate className="stack" onSubmit={form.submitting(judge, act)}>
        <MobileAndCode form={form} purpose="reset_password" />
        <NewPassword
          form={form}
          name="password"
          nameAgain="passwordAgain"
          label={words.field.newPassword}
          labelAgain={words.field.newPasswordAgain}
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
