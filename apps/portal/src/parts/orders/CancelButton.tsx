import { mayMove, type OrderLine, refusals } from '@jiesuo/contract';
import { ConfirmButton, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words/index.ts';

/** 取消 of one order, where its state allows it; grey while a reviewer holds it, with the server's own sentence. */
export function CancelButton(props: {
  order: Pick<OrderLine, 'number' | 'status' | 'isAssigned'>;
  onCancel: (numbers: string[]) => Promise<unknown>;
}) {
  const { order } = props;
  const { orders, act } = useWords();
  const language = useLanguage();
  if (!mayMove('cancel', order.status)) return null;
  return (
    <ConfirmButton
      disabled={order.isAssigned}
      title={order.isAssigned ? refusals.order_assigned[language] : undefined}
      question={orders.cancelQuestion(1)}
      consequence={orders.cancelConsequence}
      onConfirm={() => props.onCancel([order.number])}
    >
      {act.cancel}
    </ConfirmButton>
  );
}
