import { faultsIn } from '@jiesuo/contract';
import { Facts, type Faults, Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Input } from 'antd';
import { type Answer, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { fenOf, priceOf } from '../../money.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';

const empty = { amountFen: '', payer: '', bankReference: '' };

/** Finance copies a bank transfer from the statement. The amount is typed, never taken over: typing it is the check. */
export function ConfirmPayment(props: { line: Answer<'payments.list'>['items'][number]; onClose: () => void }) {
  const { line } = props;
  const words = useWords();
  const { payments, order } = words;
  const language = useLanguage();
  const toast = useToast();
  const confirm = useAct('payments.confirm', ['payments.list']);
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  const fen = fenOf(values.amountFen);
  const input = { ...values, number: line.number, amountFen: fen ?? Number.NaN };
  const judge = (): Faults => {
    const found = faultsOf(inputOf('payments.confirm'), input);
    return found.amountFen === undefined && fen !== line.amountFen
      ? { ...found, amountFen: payments.differs(priceOf(line.amountFen)) }
      : found;
  };
  const send = () => {
    if (confirm.isPending) return;
    confirm.mutate(input, {
      onSuccess: () => {
        toast(payments.done(line.number));
        props.onClose();
      },
      onError: (error) => blame(faultsIn(error)),
    });
  };
  const amountFault = faults.amountFen === 'amount_malformed' ? payments.yuanMalformed : faults.amountFen;
  return (
    <ActDialog
      isOpen
      title={payments.confirmTitle(line.number)}
      lead={payments.confirmText}
      submitLabel={payments.confirm}
      isBusy={confirm.isPending}
      error={confirm.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form id={id} className="jc-form" noValidate onSubmit={submitting(judge, send)}>
        <Facts
          facts={[
            [order.customer, line.customerName],
            [payments.amount, priceOf(line.amountFen)],
          ]}
        />
        <Field label={payments.yuan} fault={amountFault}>
          {(bound) => (
            <Input
              {...bound}
              value={values.amountFen}
              maxLength={20}
              inputMode="decimal"
              autoComplete="off"
              onChange={(event) => set('amountFen', event.target.value)}
            />
          )}
        </Field>
        <Field label={payments.payer} fault={sayFault(faults.payer, language)}>
          {(bound) => (
            <Input
              {...bound}
              value={values.payer}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => set('payer', event.target.value)}
            />
          )}
        </Field>
        <Field label={payments.bankReference} fault={sayFault(faults.bankReference, language)}>
          {(bound) => (
            <Input
              {...bound}
              value={values.bankReference}
              maxLength={64}
              autoComplete="off"
              onChange={(event) => set('bankReference', event.target.value)}
            />
          )}
        </Field>
      </form>
    </ActDialog>
  );
}
