import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, PasswordInput, useForm, useLanguage } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import type { InputRef } from 'antd';
import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { api, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import type { Me } from './me.ts';
import { PasskeyRefusal } from './PasskeyRefusal.tsx';
import { answerWithPasskey, hasPasskeys } from './passkey.ts';
import { TotpField } from './TotpField.tsx';

const empty = { name: '', password: '', totp: '' };

/** 账号, 密码, 动态码; or a passkey alone. The password is kept when the one-time code was wrong, the code never. */
export function LogInForm({ onDone }: { onDone: (me: Me) => void }) {
  const words = useWords();
  const language = useLanguage();
  const first = useRef<InputRef>(null);
  const logIn = useAct('staff.logIn');
  const byPasskey = useMutation<Me>({
    mutationFn: async () =>
      api('staff.logInByPasskey', await answerWithPasskey(await api('staff.askPasskey', { purpose: 'log_in' }))),
    onMutate: () => logIn.reset(),
    onSuccess: onDone,
  });
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const send = () => {
    if (logIn.isPending) return;
    byPasskey.reset();
    logIn.mutate(values, {
      onSuccess: onDone,
      onError: (error) => {
        set('totp', '');
        const found = faultsIn(error);
        if (Object.keys(found).length > 0) blame(found);
      },
    });
  };
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('staff.logIn'), values), send)}
    >
      <PasskeyRefusal error={logIn.error ?? byPasskey.error} />
      <Field label={words.logIn.name} fault={sayFault(faults.name, language)}>
        {(bound) => (
          <Input
            {...bound}
            ref={first}
            value={values.name}
            maxLength={60}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => set('name', event.target.value)}
          />
        )}
      </Field>
      <Field label={words.logIn.password} fault={sayFault(faults.password, language)}>
        {(bound) => (
          <PasswordInput
            {...bound}
            value={values.password}
            maxLength={64}
            autoComplete="current-password"
            onChange={(event) => set('password', event.target.value)}
          />
        )}
      </Field>
      <TotpField value={values.totp} fault={faults.totp} onChange={(totp) => set('totp', totp)} />
      <Button type="primary" htmlType="submit" block loading={logIn.isPending}>
        {words.logIn.submit}
      </Button>
      {hasPasskeys() && (
        <Button block loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {words.logIn.passkey}
        </Button>
      )}
    </form>
  );
}
