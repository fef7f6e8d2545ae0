import { portal } from '@jiesuo/contract/portal';
import { faultsOf } from '@jiesuo/ui';
import { api } from '../../../api.ts';
import { useWords } from '../../../words/index.ts';
import { CodeField } from '../../CodeField.tsx';
import { type Form, TextField } from '../../fields.tsx';

interface Typed {
  mobile: string;
  newCode: string;
}
type Blamed = Pick<Form<Typed>, 'values' | 'faults' | 'set' | 'blame'>;

/** The code for either number is asked for with the new one: it is good for this pair alone. */
export function askCode(form: Pick<Blamed, 'values' | 'blame'>, to: 'old' | 'new') {
  const input = { to, mobile: form.values.mobile };
  const faults = faultsOf(portal['mobileChanges.sendCode'].input, input);
  if (Object.keys(faults).length === 0) return api('mobileChanges.sendCode', input);
  form.blame(faults);
  return undefined;
}

/** The new number and the code that proves it. */
export function NewNumber({ form }: { form: Blamed }) {
  const { mobile: words } = useWords();
  return (
    <>
      <TextField
        form={form}
        name="mobile"
        label={words.newMobile}
        input={{ inputMode: 'tel', autoComplete: 'off', maxLength: 32 }}
      />
      <CodeField
        label={words.newCode}
        value={form.values.newCode}
        fault={form.faults['newCode']}
        onChange={(code) => form.set('newCode', code)}
        send={() => askCode(form, 'new')}
      />
    </>
  );
}
