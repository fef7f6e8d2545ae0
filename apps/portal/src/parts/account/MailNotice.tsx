import { type Account, faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { ConfirmButton, faultsOf, Section, useForm, useToast } from '@jiesuo/ui';
import { Button, Switch } from 'antd';
import { useId, useState } from 'react';
import { api } from '../../api.ts';
import { me, queryClient, useAct, useMe, useSettings } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { CodeField } from '../CodeField.tsx';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';

const keep = (account: Account) => queryClient.setQueryData(me().queryKey, account);

/** 邮件通知: off unless the customer wants it, and then to an address that a code proved. */
export function MailNotice() {
  const { account: words } = useWords();
  const { noticeMail } = useMe();
  const [isStarting, setStarting] = useState(false);
  const label = useId();
  if (!useSettings()?.hasMail) return null;
  return (
    <Section title={words.mail}>
      <p className="jz-soft">{words.mailLead}</p>
      {noticeMail !== null ? (
        <On address={noticeMail} />
      ) : (
        <>
          <p>
            <Switch checked={isStarting} onChange={setStarting} aria-labelledby={label} />{' '}
            <span id={label}>{words.mailSwitch}</span>
          </p>
          {isStarting && <Start onDone={() => setStarting(false)} />}
        </>
      )}
    </Section>
  );
}

function On({ address }: { address: string }) {
  const { account: words } = useWords();
  const toast = useToast();
  const stop = useAct('accounts.stopMail');
  // What went wrong is said below, by the act itself.
  const off = () =>
    stop
      .mutateAsync({})
      .then((account) => {
        keep(account);
        toast(words.mailStopped);
      })
      .catch(() => undefined);
  return (
    <>
      <p>{words.mailOn(address)}</p>
      <Failure error={stop.error} />
      <div className="jz-actions">
        <ConfirmButton
          question={words.mailStopTitle}
          consequence={words.mailStopLead}
          confirmLabel={words.mailStop}
          onConfirm={off}
        >
          {words.mailStop}
        </ConfirmButton>
      </div>
    </>
  );
}

function Start({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const toast = useToast();
  const { email } = useMe();
  const form = useForm({ address: email ?? '', code: '' });
  const confirm = useAct('accounts.confirmMail');
  const send = () => {
    const input = { address: form.values.address };
    const faults = faultsOf(portal['accounts.sendMailCode'].input, input);
    if (Object.keys(faults).length === 0) return api('accounts.sendMailCode', input);
    form.blame(faults);
    return undefined;
  };
  const act = () =>
    confirm.mutate(form.values, {
      onSuccess: (account) => {
        keep(account);
        toast(words.account.mailStarted);
        onDone();
      },
      onError: (error) => form.blame(faultsIn(error)),
    });
  return (
    <form
      id={form.id}
      noValidate
      className="stack narrow"
      onSubmit={form.submitting(() => faultsOf(portal['accounts.confirmMail'].input, form.values), act)}
    >
      <TextField
        form={form}
        name="address"
        label={words.field.email}
        input={{ autoComplete: 'email', inputMode: 'email', maxLength: 254 }}
      />
      <CodeField
        label={words.account.mailCode}
        sent={words.account.mailCodeSent}
        value={form.values.code}
        fault={form.faults['code']}
        onChange={(code) => form.set('code', code)}
        send={send}
      />
      <Failure error={confirm.error} />
      <div className="jz-actions">
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {words.account.mailStart}
        </Button>
      </div>
    </form>
  );
}
