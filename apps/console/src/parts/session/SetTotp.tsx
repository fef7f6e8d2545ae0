import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { useEffect } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { TotpField } from './TotpField.tsx';
import { TotpSetup } from './TotpSetup.tsx';

/** Shows a new secret; the old one stays in force until a code of the new one was given. */
export function SetTotp({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { security } = words;
  const toast = useToast();
  const shown = useAct('staff.askTotp');
  const setTotp = useAct('staff.setTotp', ['staff.factors', 'staff.me']);
  const { id, values, set, faults, blame, submitting } = useForm({ totp: '' });
  const { mutate } = shown;
  useEffect(() => mutate({}), [mutate]);
  const send = () =>
    setTotp.send(
      values,
      () => {
        toast(security.added);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={security.totp}
      submitLabel={words.act.save}
      isBusy={setTotp.isPending}
      error={shown.error ?? setTotp.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('staff.setTotp'), values), send)}
      >
        {shown.data && <TotpSetup {...shown.data} />}
        <TotpField value={values.totp} fault={faults.totp} onChange={(totp) => set('totp', totp)} />
      </form>
    </ActDialog>
  );
}
