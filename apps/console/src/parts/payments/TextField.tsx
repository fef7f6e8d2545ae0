import { Field, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault } from '../../words.ts';

/** One line copied from the bank's statement. */
export function TextField(props: {
  label: string;
  value: string;
  fault: string | undefined;
  maxLength: number;
  inputMode?: 'decimal';
  onChange: (value: string) => void;
}) {
  const language = useLanguage();
  return (
    <Field label={props.label} fault={sayFault(props.fault, language)}>
      {(bound) => (
        <Input
          {...bound}
          value={props.value}
          maxLength={props.maxLength}
          inputMode={props.inputMode ?? 'text'}
          autoComplete="off"
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
