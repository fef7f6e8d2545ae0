import { Field, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault, useWords } from '../words.ts';

/** The reason of an act, kept in the audit log. */
export function ReasonField(props: { value: string; fault: string | undefined; onChange: (reason: string) => void }) {
  const { orders } = useWords();
  return (
    <Field label={orders.reason} fault={sayFault(props.fault, useLanguage())}>
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
