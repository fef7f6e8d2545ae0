import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { moneyReads } from '../payments/refreshes.ts';
import { TextField } from '../payments/TextField.tsx';
import { ReasonField } from '../ReasonField.tsx';
import type { Refund } from './RefundProgress.tsx';

/** Finance paid the money back from the bank, and copies the bank's reference. */
export function ConfirmRefund({ refund }: { refund: Refund }) {
  const { refunds } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={refunds.confirmTitle(refund.refund)} onClick={() => setOpen(true)}>
        {refunds.confirm}
      </Button>
      {isOpen && <Dialog refund={refund} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const { refunds, payments } = useWords();
  const toast = useToast();
  const confirm = useAct('refunds.confirm', moneyReads);
  const { id, values, set, faults, blame, submitting } = useForm({ bankReference: '', note: '' });
  const input = { ...values, refund: refund.refund, note: values.note.trim() || undefined };
  const send = () =>
    confirm.send(
      input,
      () => {
        toast(refunds.confirmedNow);
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  return (
    <ActDialog
      title={refunds.confirmTitle(refund.refund)}
      lead={refunds.confirmText(priceOf(refund.amountFen), refund.customerName)}
      submitLabel={refunds.confirm}
      isBusy={confirm.isPending}
      error={confirm.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('refunds.confirm'), input), send)}
      >
        <TextField
          label={payments.bankReference}
          value={values.bankReference}
          fault={faults.bankReference}
          maxLength={64}
          onChange={(text) => set('bankReference', text)}
        />
        <ReasonField
          label={refunds.note}
          isOptional
          value={values.note}
          fault={faults.note}
          onChange={(text) => set('note', text)}
        />
      </form>
    </ActDialog>
  );
}
