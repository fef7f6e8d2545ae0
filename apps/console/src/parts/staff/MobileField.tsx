import { Field, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault, useWords } from '../../words.ts';

/** The person's own number, or nothing. */
export function MobileField(props: { value: string; fault: string | undefined; onChange: (text: string) => void }) {
  const { staff } = useWords();
  return (
    <Field label={staff.mobile} hint={staff.mobileHint} fault={sayFault(props.fault, useLanguage())} isOptional>
      {(bound) => (
        <Input
          {...bound}
          value={props.value}
          inputMode="tel"
          maxLength={32}
          autoComplete="off"
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
