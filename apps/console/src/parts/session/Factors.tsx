import { ConfirmButton, Loading, Section, StatusTag, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { AddPasskey } from './AddPasskey.tsx';
import { SetTotp } from './SetTotp.tsx';

type Passkey = Answer<'staff.factors'>['passkeys'][number];

/** 验证方式: the authenticator app and passkeys; the last of them stays. */
export function Factors() {
  const { security } = useWords();
  const factors = useQuery(asked('staff.factors', {}));
  const [dialog, setDialog] = useState<'totp' | 'passkey'>();
  const close = () => setDialog(undefined);
  if (!factors.data) return factors.error ? <Refusal error={factors.error} /> : <Loading />;
  const { hasTotp, passkeys } = factors.data;
  return (
    <Section title={security.factors}>
      <p className="jc-lead">{security.factorsLead}</p>
      <div className="jc-row">
        <span>
          {security.totp}{' '}
          <StatusTag tone={hasTotp ? 'good' : 'neutral'}>{hasTotp ? security.totpOn : security.totpOff}</StatusTag>
        </span>
        <span className="jz-actions">
          <Button onClick={() => setDialog('totp')}>{hasTotp ? security.totpRenew : security.totpSet}</Button>
          {hasTotp && <Remove name="staff.removeTotp" input={{}} label={security.removeNamed(security.totp)} />}
        </span>
      </div>
      <h3>{security.passkeys}</h3>
      {passkeys.length === 0 && <p className="jc-lead">{security.noPasskeys}</p>}
      <ul className="jc-plain">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="jc-row">
            <PasskeyLine passkey={passkey} />
            <Remove name="staff.removePasskey" input={{ id: passkey.id }} label={security.removeNamed(passkey.name)} />
          </li>
        ))}
      </ul>
      <Button onClick={() => setDialog('passkey')}>{security.addPasskey}</Button>
      {dialog === 'totp' && <SetTotp onClose={close} />}
      {dialog === 'passkey' && <AddPasskey onClose={close} />}
    </Section>
  );
}

function PasskeyLine({ passkey }: { passkey: Passkey }) {
  const { security } = useWords();
  const language = useLanguage();
  return (
    <span>
      {passkey.name} {passkey.isSuspect && <StatusTag tone="bad">{security.suspect}</StatusTag>}
      <br />
      <span className="jz-soft">
        {security.created} {showTime(passkey.createdAt, language)} ·{' '}
        {passkey.usedAt ? `${security.used} ${showTime(passkey.usedAt, language)}` : security.unused}
      </span>
    </span>
  );
}

function Remove(
  props: { label: string } & (
    | { name: 'staff.removeTotp'; input: Record<string, never> }
    | { name: 'staff.removePasskey'; input: { id: string } }
  ),
) {
  const { security } = useWords();
  const toast = useToast();
  const removeTotp = useAct('staff.removeTotp', ['staff.factors', 'staff.me']);
  const removePasskey = useAct('staff.removePasskey', ['staff.factors', 'staff.me']);
  const remove = () =>
    props.name === 'staff.removeTotp' ? removeTotp.mutateAsync({}) : removePasskey.mutateAsync(props.input);
  return (
    <>
      <ConfirmButton
        danger
        aria-label={props.label}
        question={security.removeQuestion}
        consequence={security.removeText}
        confirmLabel={security.remove}
        onConfirm={() => remove().then(() => toast(security.removed))}
      >
        {security.remove}
      </ConfirmButton>
      <Refusal error={removeTotp.error ?? removePasskey.error} />
    </>
  );
}
