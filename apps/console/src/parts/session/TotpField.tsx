import { Field, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault, useWords } from '../../words.ts';

/** 动态码. */
export function TotpField(props: { value: string; fault: string | undefined; onChange: (totp: string) => void }) {
  const { logIn } = useWords();
  const language = useLanguage();
  const fault = props.fault === 'code_malformed' ? logIn.totpMalformed : sayFault(props.fault, language);
  return (
    <Field label={logIn.totp} hint={logIn.totpHint} fault={fault}>
      {(bound) => (
        <Input
          {...bound}
          value={props.value}
          maxLength={16}
          inputMode="numeric"
          autoComplete="one-time-code"
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
