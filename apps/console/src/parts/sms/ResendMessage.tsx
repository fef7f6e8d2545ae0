import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';

/** A notice that was not sent goes out again; the reason is kept in the audit log. */
export function ResendMessage({ id }: { id: string }) {
  const { sms } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {sms.resend}
      </Button>
      {isOpen && <Dialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { sms } = useWords();
  const toast = useToast();
  const act = useAct('sms.resend', ['sms.list', 'sms.status']);
  const form = useForm({ reason: '' });
  const input = { id, reason: form.values.reason };
  const send = () => {
    if (act.isPending) return;
    // Not as mutate's own callbacks: what the act has done may take this dialog off the page before they are called.
    act.mutateAsync(input).then(
      () => {
        toast(sms.resent);
        onClose();
      },
      (error) => form.blame(faultsIn(error)),
    );
  };
  return (
    <ActDialog
      isOpen
      title={sms.resend}
      lead={sms.resendLead}
      submitLabel={sms.resend}
      isBusy={act.isPending}
      error={act.error}
      formId={form.id}
      onCancel={onClose}
    >
      <form id={form.id} noValidate onSubmit={form.submitting(() => faultsOf(inputOf('sms.resend'), input), send)}>
        <ReasonField
          value={form.values.reason}
          fault={form.faults.reason}
          onChange={(reason) => form.set('reason', reason)}
        />
      </form>
    </ActDialog>
  );
}
