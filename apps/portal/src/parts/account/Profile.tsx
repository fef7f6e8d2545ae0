import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { Facts, faultsOf, Section, showTime, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { me, queryClient, useAct, useMe } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';
import { MailNotice } from './MailNotice.tsx';

/** 账户基本信息. */
export function Profile() {
  const words = useWords();
  const language = useLanguage();
  const account = useMe();
  const [isEditing, setEditing] = useState(false);
  if (isEditing) return <ProfileForm onDone={() => setEditing(false)} />;
  return (
    <>
      <Section>
        <Facts
          facts={[
            [words.field.mobile, account.mobile],
            [words.field.organisation, account.organisation],
            [words.field.contact, account.contact],
            [words.field.email, account.email ?? words.account.none],
            [words.account.registered, showTime(account.createdAt, language)],
          ]}
        />
        <Button type="primary" onClick={() => setEditing(true)}>
          {words.act.edit}
        </Button>
      </Section>
      <MailNotice />
    </>
  );
}

function ProfileForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { organisation, contact, email } = useMe();
  const form = useForm({ organisation, contact, email: email ?? '' });
  const edit = useAct('accounts.edit');
  const act = () => {
    edit.mutate(form.values, {
      onSuccess: (account) => {
        queryClient.setQueryData(me().queryKey, account);
        toast(words.succeeded);
        onDone();
      },
      onError: (error) => form.blame(faultsIn(error)),
    });
  };
  return (
    <Section>
      <form
        id={form.id}
        noValidate
        className="stack narrow"
        onSubmit={form.submitting(() => faultsOf(portal['accounts.edit'].input, form.values), act)}
      >
        <TextField
          form={form}
          name="organisation"
          label={words.field.organisation}
          input={{ autoComplete: 'organization', autoFocus: true }}
        />
        <TextField form={form} name="contact" label={words.field.contact} input={{ autoComplete: 'name' }} />
        <TextField
          form={form}
          name="email"
          label={words.field.email}
          isOptional
          input={{ autoComplete: 'email', inputMode: 'email' }}
        />
        <Failure error={edit.error} />
        <div className="jz-actions">
          <Button onClick={onDone}>{words.act.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={edit.isPending}>
            {words.act.save}
          </Button>
        </div>
      </form>
    </Section>
  );
}
