import type { Input } from '@jiesuo/contract';
import { type Portal, portal } from '@jiesuo/contract/portal';
import { faultsOf } from '@jiesuo/ui';
import { useState } from 'react';
import { useWords } from '../words/index.ts';
import { CodeField } from './CodeField.tsx';
import { sendCode } from './captcha/sendCode.ts';
import { type Form, TextField } from './fields.tsx';

interface Proved {
  mobile: string;
  code: string;
}

/** A mobile number and the code that proves it; the number is judged alone before a code is asked for. */
export function MobileAndCode(props: {
  form: Pick<Form<Proved>, 'values' | 'faults' | 'set' | 'blame'>;
  purpose: Input<Portal['accounts.sendCode']>['purpose'];
}) {
  const { form, purpose } = props;
  const { field } = useWords();
  const [share, setShare] = useState<number>();
  const send = () => {
    const input = { mobile: form.values.mobile, purpose };
    const faults = faultsOf(portal['accounts.sendCode'].input, input);
    if (Object.keys(faults).length === 0) return sendCode(input, setShare);
    form.blame(faults);
    return undefined;
  };
  return (
    <>
      <TextField
        form={form}
        name="mobile"
        label={field.mobile}
        input={{ inputMode: 'tel', autoComplete: 'username', maxLength: 32 }}
      />
      <CodeField
        value={form.values.code}
        fault={form.faults['code']}
        onChange={(code) => form.set('code', code)}
        send={send}
        work={share}
      />
    </>
  );
}
