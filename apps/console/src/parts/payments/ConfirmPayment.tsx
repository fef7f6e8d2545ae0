import { faultsIn, RefusalError } from '@jiesuo/contract';
import { Facts, type Faults, faultsOf, useForm, useToast } from '@jiesuo/ui';
import { type Answer, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { fenOf, priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';
import { moneyReads } from './refreshes.ts';
import { TextField } from './TextField.tsx';

const empty = { amountFen: '', payer: '', bankReference: '', note: '' };

/**
 * Finance copies a bank transfer from the statement. The amount is typed, never taken over: typing it is the check.
 * Another payer, and money that nobody waits for, are taken with a note only.
 */
export function ConfirmPayment(props: {
  order: Pick<Answer<'payments.inspect'>, 'number' | 'customerName' | 'feeFen' | 'status'>;
  onClose: () => void;
}) {
  const { number, customerName, feeFen, status } = props.order;
  const { payments, order } = useWords();
  const toast = useToast();
  const confirm = useAct('payments.confirm', moneyReads);
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  const isLate = status !== 'unpaid' || isRefused(confirm.error, 'order_state');
  const needsNote = isLate || isRefused(confirm.error, 'payer_differs');
  const { note, ...copied } = values;
  const fen = fenOf(values.amountFen);
  const input = { ...copied, number, amountFen: fen ?? Number.NaN, ...(needsNote && { note }) };
  const judge = (): Faults => {
    const found = faultsOf(inputOf('payments.confirm'), input);
    return found.amountFen === undefined && fen !== feeFen
      ? { ...found, amountFen: payments.differs(priceOf(feeFen)) }
      : found;
  };
  const send = () =>
    confirm.send(
      input,
      ({ use }) => {
        toast(use === 'order' ? payments.done(number) : payments.doneLate(number));
        props.onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  const amountFault = faults.amountFen === 'amount_malformed' ? payments.yuanMalformed : faults.amountFen;
  return (
    <ActDialog
      title={payments.confirmTitle(number)}
      lead={isLate ? payments.confirmLate : payments.confirmText}
      submitLabel={payments.confirm}
      isBusy={confirm.isPending}
      error={confirm.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form id={id} className="jc-form" noValidate onSubmit={submitting(judge, send)}>
        <Facts
          facts={[
            [order.customer, customerName],
            [payments.amount, priceOf(feeFen)],
          ]}
        />
        <TextField
          label={payments.yuan}
          value={values.amountFen}
          fault={amountFault}
          maxLength={20}
          inputMode="decimal"
          onChange={(text) => set('amountFen', text)}
        />
        <TextField
          label={payments.payer}
          value={values.payer}
          fault={faults.payer}
          maxLength={100}
          onChange={(text) => set('payer', text)}
        />
        <TextField
          label={payments.bankReference}
          value={values.bankReference}
          fault={faults.bankReference}
          maxLength={64}
          onChange={(text) => set('bankReference', text)}
        />
        {needsNote && (
          <ReasonField
            label={payments.note}
            hint={payments.noteHint}
            value={note}
            fault={faults.note}
            onChange={(text) => set('note', text)}
          />
        )}
      </form>
    </ActDialog>
  );
}

const isRefused = (error: unknown, code: string) => error instanceof RefusalError && error.code === code;
