import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Section, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';
import { NewPassword } from '../NewPassword.tsx';

const empty = { oldPassword: '', newPassword: '', newPasswordAgain: '' };

/** 账户密码重置, also reached by 修改密码 at the top right. */
export function PasswordPart() {
  const words = useWords();
  const toast = useToast();
  const form = useForm(empty);
  const change = useAct('accounts.changePassword', ['accounts.sessions']);
  const { newPasswordAgain, ...input } = form.values;
  const judge = () => ({
    ...faultsOf(portal['accounts.changePassword'].input, input),
    ...(newPasswordAgain === input.newPassword ? {} : { newPasswordAgain: 'passwords_differ' }),
  });
  const act = () => {
    change.mutate(input, {
      onSuccess: () => {
        form.setValues(empty);
        toast(words.succeeded);
      },
      onError: (error) => form.blame(faultsIn(error)),
    });
  };
  return (
    <Section>
      <p className="jz-soft">{words.account.passwordLead}</p>
      <form id={form.id} noValidate className="stack narrow" onSubmit={form.submitting(judge, act)}>
        <TextField
          form={form}
          name="oldPassword"
          label={words.field.oldPassword}
          isPassword
          input={{ autoComplete: 'current-password' }}
        />
        <NewPassword
          form={form}
          name="newPassword"
          nameAgain="newPasswordAgain"
          label={words.field.newPassword}
          labelAgain={words.field.newPasswordAgain}
        />
        <Failure error={change.error} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.act.save}
        </Button>
      </form>
    </Section>
  );
}
