import { conflictOf, faultsIn, roleWords, type StaffRole, staffRoles } from '@jiesuo/contract';
import { faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Checkbox } from 'antd';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';
import type { Person } from './person.ts';

/** Duties of one person; what excludes what was chosen cannot be chosen. */
export function GrantRoles({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const toast = useToast();
  const grant = useAct('staff.grantRoles', ['staff.list']);
  const { id, values, set, faults, blame, submitting } = useForm<{ roles: readonly StaffRole[]; reason: string }>({
    roles: person.roles,
    reason: '',
  });
  const input = { id: person.id, roles: [...values.roles], reason: values.reason };
  const send = () =>
    grant.send(
      input,
      ({ state }) => {
        toast(state === 'waiting' ? staff.waits : staff.done);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  const isExcluded = (role: StaffRole) =>
    !values.roles.includes(role) && values.roles.some((held) => conflictOf([held, role]) !== undefined);
  return (
    <ActDialog
      title={staff.grantTitle(person.displayName)}
      lead={staff.grantLead}
      submitLabel={words.act.save}
      isBusy={grant.isPending}
      error={grant.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('staff.grantRoles'), input), send)}
      >
        <fieldset className="jc-choices">
          <legend>{staff.roles}</legend>
          {staffRoles.map((role) => (
            <Checkbox
              key={role}
              checked={values.roles.includes(role)}
              disabled={isExcluded(role)}
              onChange={({ target }) =>
                set('roles', target.checked ? [...values.roles, role] : values.roles.filter((one) => one !== role))
              }
            >
              {roleWords[role][language]}
            </Checkbox>
          ))}
        </fieldset>
        <ReasonField value={values.reason} fault={faults.reason} onChange={(text) => set('reason', text)} />
      </form>
    </ActDialog>
  );
}
