import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, PasswordInput, useForm, useLanguage } from '@jiesuo/ui';
import type { InputRef } from 'antd';
import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import type { Me } from './me.ts';

const empty = { name: '', password: '', totp: '' };

/** 账号, 密码, 动态码. The password is kept when the one-time code was wrong, the code never. */
export function LogInForm({ onDone }: { onDone: (me: Me) => void }) {
  const words = useWords();
  const language = useLanguage();
  const first = useRef<InputRef>(null);
  const logIn = useAct('staff.logIn');
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const say = (name: keyof typeof empty) =>
    name === 'totp' && faults.totp ? words.logIn.totpMalformed : sayFault(faults[name], language);
  const send = () =>
    logIn.send(values, onDone, (error) => {
      set('totp', '');
      const found = faultsIn(error);
      if (Object.keys(found).length > 0) blame(found);
    });
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('staff.logIn'), values), send)}
    >
      <Refusal error={logIn.error} />
      <Field label={words.logIn.name} fault={say('name')}>
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
      <Field label={words.logIn.password} fault={say('password')}>
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
      <Field label={words.logIn.totp} hint={words.logIn.totpHint} fault={say('totp')}>
        {(bound) => (
          <Input
            {...bound}
            value={values.totp}
            maxLength={16}
            inputMode="numeric"
            autoComplete="one-time-code"
            onChange={(event) => set('totp', event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" block loading={logIn.isPending}>
        {words.logIn.submit}
      </Button>
    </form>
  );
}
