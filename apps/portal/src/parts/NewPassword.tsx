import { useWords } from '../words/index.ts';
import { type Form, TextField, type TextKey } from './fields.tsx';

/** A new password, typed twice. */
export function NewPassword<V extends object>(props: {
  form: Pick<Form<V>, 'values' | 'faults' | 'set'>;
  name: TextKey<V>;
  nameAgain: TextKey<V>;
  label: string;
  labelAgain: string;
}) {
  const { entry } = useWords();
  const both = { form: props.form, isPassword: true, input: { autoComplete: 'new-password' } };
  return (
    <>
      <TextField {...both} name={props.name} label={props.label} hint={entry.passwordHint} />
      <TextField {...both} name={props.nameAgain} label={props.labelAgain} />
    </>
  );
}
