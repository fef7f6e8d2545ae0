import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Section, useForm } from '@jiesuo/ui';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { useAct } from '../../queries.ts';
import { leaveTo } from '../../session.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';
import { Removal } from './Removal.tsx';

/** Deletion of one's own account: says first what goes, what stays, why and until when. */
export function RemoveAccount() {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const form = useForm({ password: '' });
  const remove = useAct('accounts.remove');
  const act = () => {
    remove.mutate(form.values, { onSuccess: () => leaveTo(paths.logIn()) });
  };
  return (
    <Section title={words.account.removeTitle}>
      <p className="jz-soft">{words.account.removeLead}</p>
      <Button danger onClick={() => setOpen(true)}>
        {words.account.removeAccount}
      </Button>
      <Modal
        open={isOpen}
        title={words.account.removeTitle}
        footer={null}
        closable={false}
        onCancel={() => setOpen(false)}
        width={440}
        destroyOnHidden
      >
        <form
          id={form.id}
          noValidate
          className="stack"
          onSubmit={form.submitting(() => faultsOf(portal['accounts.remove'].input, form.values), act)}
        >
          <Removal />
          <TextField
            form={form}
            name="password"
            label={words.account.removePassword}
            isPassword
            input={{ autoComplete: 'current-password' }}
          />
          <Failure error={remove.error} />
          <div className="jz-actions">
            <Button onClick={() => setOpen(false)}>{words.act.cancel}</Button>
            <Button danger type="primary" htmlType="submit" loading={remove.isPending}>
              {words.account.removeConfirm}
            </Button>
          </div>
        </form>
      </Modal>
    </Section>
  );
}
