import { faultsIn } from '@jiesuo/contract';
import { type Faults, Field, faultsOf, PasswordInput, useForm, useLanguage } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { type Ask, api, inputOf } from '../../api.ts';
import { sayFault, useWords } from '../../words.ts';
import type { Invited } from './InvitationForm.tsx';
import type { Me } from './me.ts';
import { PasskeyRefusal } from './PasskeyRefusal.tsx';
import { hasPasskeys, makePasskey } from './passkey.ts';
import { TotpField } from './TotpField.tsx';
import { TotpSetup } from './TotpSetup.tsx';

type Kind = 'totp' | 'passkey';
const empty = { password: '', again: '', totp: '' };

/** Password and one factor, kept together or not at all. */
export function EnrolForm({ invited, onDone }: { invited: Invited; onDone: (me: Me) => void }) {
  const { firstLogIn, security } = useWords();
  const language = useLanguage();
  const [kind, setKind] = useState<Kind>('totp');
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  const own = { name: invited.name, code: invited.code, password: values.password };
  const byCode: Ask<'staff.enrol'> = { ...own, factor: { kind: 'totp', totp: values.totp } };
  const enrol = useMutation<Me>({
    mutationFn: async () => {
      if (kind === 'totp') return api('staff.enrol', byCode);
      // A challenge works once: each try has one of its own.
      const { passkey } = await api('staff.openInvitation', { name: invited.name, code: invited.code });
      const created = await makePasskey(passkey);
      return api('staff.enrol', { ...own, factor: { kind, name: security.passkeys, created } });
    },
    onSuccess: onDone,
    onError: (error) => blame(faultsIn(error)),
  });
  const judge = (): Faults => {
    const found = faultsOf(inputOf('staff.enrol'), byCode);
    const { 'factor.totp': totp, ...others } = found;
    return {
      ...others,
      ...(kind === 'totp' && totp ? { totp } : {}),
      ...(values.password === values.again ? {} : { again: firstLogIn.differs }),
    };
  };
  const secret = (name: 'password' | 'again', label: string, hint?: string) => (
    <Field label={label} hint={hint} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <PasswordInput
          {...bound}
          value={values[name]}
          maxLength={64}
          autoComplete="new-password"
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <form id={id} className="jc-form" noValidate onSubmit={submitting(judge, () => enrol.mutate())}>
      <p className="jc-lead">{firstLogIn.hello(invited.displayName)}</p>
      <PasskeyRefusal error={enrol.error} />
      {secret('password', firstLogIn.password, firstLogIn.passwordHint)}
      {secret('again', firstLogIn.again)}
      {hasPasskeys() && (
        <Segmented<Kind>
          block
          value={kind}
          onChange={setKind}
          aria-label={security.factors}
          options={[
            { value: 'totp', label: firstLogIn.byTotp },
            { value: 'passkey', label: firstLogIn.byPasskey },
          ]}
        />
      )}
      {kind === 'totp' ? (
        <>
          <TotpSetup {...invited} />
          <TotpField value={values.totp} fault={faults.totp} onChange={(totp) => set('totp', totp)} />
        </>
      ) : (
        <p>{firstLogIn.passkeyLead}</p>
      )}
      <Button type="primary" htmlType="submit" block loading={enrol.isPending}>
        {kind === 'totp' ? firstLogIn.finish : firstLogIn.finishByPasskey}
      </Button>
    </form>
  );
}
