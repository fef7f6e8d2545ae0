import { Field, PasswordInput, type useForm } from '@jiesuo/ui';
import { Input } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
import { useFaultSentence } from '../words/index.ts';

export type Form<V extends object> = ReturnType<typeof useForm<V>>;
export type TextKey<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;

interface TextFieldProps<V extends object> {
  form: Pick<Form<V>, 'values' | 'faults' | 'set'>;
  name: TextKey<V>;
  label: string;
  hint?: ReactNode;
  isOptional?: boolean;
  isPassword?: boolean;
  input?: Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'id'>;
}

/** One line of a form, bound to its value and its fault. */
export function TextField<V extends object>(props: TextFieldProps<V>) {
  const { form, name, label, hint, isOptional = false, isPassword = false, input } = props;
  const say = useFaultSentence();
  const Control = isPassword ? PasswordInput : Input;
  return (
    <Field label={label} hint={hint} isOptional={isOptional} fault={say(form.faults[name])}>
      {(binding) => (
        <Control
          {...input}
          {...binding}
          name={name}
          value={form.values[name] as string}
          onChange={(event) => {
            form.set(name, event.target.value as V[TextKey<V>]);
          }}
        />
      )}
    </Field>
  );
}
