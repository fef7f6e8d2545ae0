import { faultsIn } from '@jiesuo/contract';
import { type Faults, Field, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { api } from '../../api.ts';
import { sayFault, useWords } from '../../words.ts';
import { PasskeyRefusal } from './PasskeyRefusal.tsx';
import { makePasskey } from './passkey.ts';
import { withStepUp } from './stepUp.ts';

/** Asks for a name, then the browser makes the passkey. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { security } = words;
  const language = useLanguage();
  const toast = useToast();
  const client = useQueryClient();
  const { id, values, set, faults, blame, submitting } = useForm({ name: '' });
  const add = useMutation({
    mutationFn: async () => {
      const created = await makePasskey(await api('staff.askNewPasskey', {}));
      // The challenge lives five minutes and is bound to the session, not to the factor: it outlives the dialog that asks for one.
      return withStepUp(() => api('staff.addPasskey', { name: values.name, created }));
    },
    onSuccess: async () => {
      toast(security.added);
      onClose();
      for (const read of ['staff.factors', 'staff.me']) await client.invalidateQueries({ queryKey: [read] });
    },
    onError: (error) => blame(faultsIn(error)),
  });
  return (
    <Modal open title={security.addPasskey} footer={null} closable={false} width={420} onCancel={onClose}>
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(
          (): Faults => (values.name.trim() === '' ? { name: 'required' } : {}),
          () => add.mutate(),
        )}
      >
        <PasskeyRefusal error={add.error} />
        <Field label={security.passkeyName} hint={security.passkeyNameHint} fault={sayFault(faults.name, language)}>
          {(bound) => (
            <Input
              {...bound}
              value={values.name}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => set('name', event.target.value)}
            />
          )}
        </Field>
        <div className="jz-actions jc-end">
          <Button disabled={add.isPending} onClick={onClose}>
            {words.act.cancel}
          </Button>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {security.addPasskey}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
