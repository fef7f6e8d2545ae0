import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { me, queryClient, useAct, useMe } from '../../../queries.ts';
import { useWords } from '../../../words/index.ts';
import { CodeField } from '../../CodeField.tsx';
import { Failure } from '../../Failure.tsx';
import { TextField } from '../../fields.tsx';
import { askCode, NewNumber } from './NewNumber.tsx';

export function ByCodes() {
  const { mobile: words } = useWords();
  const { mobile } = useMe();
  const toast = useToast();
  const form = useForm({ mobile: '', newCode: '', oldCode: '', password: '' });
  const change = useAct('mobileChanges.byCodes', ['mobileChanges.show', 'accounts.sessions', 'orders.get']);
  const act = () =>
    change.mutate(form.values, {
      onSuccess: (account) => {
        queryClient.setQueryData(me().queryKey, account);
        form.setValues({ mobile: '', newCode: '', oldCode: '', password: '' });
        toast(words.changed);
      },
      onError: (error) => form.blame(faultsIn(error)),
    });
  return (
    <form
      id={form.id}
      noValidate
      className="stack narrow"
      onSubmit={form.submitting(() => faultsOf(portal['mobileChanges.byCodes'].input, form.values), act)}
    >
      <NewNumber form={form} />
      <CodeField
        label={words.oldCode}
        hint={words.sentTo(mobile)}
        value={form.values.oldCode}
        fault={form.faults['oldCode']}
        onChange={(code) => form.set('oldCode', code)}
        send={() => askCode(form, 'old')}
      />
      <TextField
        form={form}
        name="password"
        label={words.password}
        isPassword
        input={{ autoComplete: 'current-password' }}
      />
      <Failure error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {words.change}
      </Button>
    </form>
  );
}
