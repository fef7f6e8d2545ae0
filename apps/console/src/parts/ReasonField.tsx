import { Field, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault, useWords } from '../words.ts';

/** The reason of an act, or a note on it: kept in the audit log. */
export function ReasonField(props: {
  value: string;
  fault: string | undefined;
  onChange: (reason: string) => void;
  label?: string;
  hint?: string;
  isOptional?: boolean;
}) {
  const { orders } = useWords();
  return (
    <Field
      label={props.label ?? orders.reason}
      hint={props.hint}
      isOptional={props.isOptional ?? false}
      fault={sayFault(props.fault, useLanguage())}
    >
      {(bound) => (
        <Input.TextArea
          {...bound}
          rows={3}
          maxLength={500}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
