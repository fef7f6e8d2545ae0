import { faultsIn } from '@jiesuo/contract';
import type { Invitation } from '@jiesuo/contract/console';
import { Field, faultsOf, useForm, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { MobileField } from './MobileField.tsx';

const empty = { name: '', displayName: '', mobile: '' };

/** 添加员工. */
export function Hire({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const { staff } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {staff.hire}
      </Button>
      {isOpen && <Dialog onInvited={onInvited} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ onInvited, onClose }: { onInvited: (invitation: Invitation) => void; onClose: () => void }) {
  const { staff } = useWords();
  const language = useLanguage();
  const hire = useAct('staff.hire', ['staff.list']);
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  const input = { ...values, mobile: values.mobile.trim() === '' ? null : values.mobile };
  const send = () =>
    hire.send(
      input,
      (invitation) => {
        onClose();
        onInvited(invitation);
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={staff.hire}
      lead={staff.hireLead}
      submitLabel={staff.hire}
      isBusy={hire.isPending}
      error={hire.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('staff.hire'), input), send)}
      >
        {(['name', 'displayName'] as const).map((name) => (
          <Field key={name} label={staff[name]} fault={sayFault(faults[name], language)}>
            {(bound) => (
              <Input
                {...bound}
                value={values[name]}
                maxLength={60}
                autoComplete="off"
                onChange={(event) => set(name, event.target.value)}
              />
            )}
          </Field>
        ))}
        <MobileField value={values.mobile} fault={faults.mobile} onChange={(text) => set('mobile', text)} />
      </form>
    </ActDialog>
  );
}
