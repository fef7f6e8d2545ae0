import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';
import { MobileField } from './MobileField.tsx';
import type { Person } from './person.ts';

/** Another number of a person, or none. */
export function SetMobile({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = useWords();
  const { staff } = words;
  const toast = useToast();
  const change = useAct('staff.setMobile', ['staff.list']);
  const { id, values, set, faults, blame, submitting } = useForm({ mobile: '', reason: '' });
  const mobile = values.mobile.trim() === '' ? null : values.mobile;
  const input = { id: person.id, mobile, reason: values.reason };
  const send = () =>
    change.send(
      input,
      () => {
        toast(staff.done);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={staff.mobileTitle(person.displayName)}
      lead={staff.mobileLead(person.mobile ?? staff.noMobile)}
      submitLabel={words.act.save}
      isBusy={change.isPending}
      error={change.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('staff.setMobile'), input), send)}
      >
        <MobileField value={values.mobile} fault={faults.mobile} onChange={(text) => set('mobile', text)} />
        <ReasonField value={values.reason} fault={faults.reason} onChange={(text) => set('reason', text)} />
      </form>
    </ActDialog>
  );
}
