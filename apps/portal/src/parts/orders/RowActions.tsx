import { mayMove, type OrderLine, refusals } from '@jiesuo/contract';
import { ConfirmButton, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words/index.ts';
import { NextButton } from './NextButton.tsx';

export function RowActions({
  order,
  onCancel,
}: {
  order: OrderLine;
  onCancel: (numbers: string[]) => Promise<unknown>;
}) {
  const words = useWords();
  const language = useLanguage();
  return (
    <span className="jz-actions">
      <NextButton order={order} />
      {mayMove('cancel', order.status) && (
        <ConfirmButton
          disabled={order.isAssigned}
          title={order.isAssigned ? refusals.order_assigned[language] : undefined}
          question={words.orders.cancelQuestion(1)}
          consequence={words.orders.cancelConsequence}
          onConfirm={() => onCancel([order.number])}
        >
          {words.act.cancel}
        </ConfirmButton>
      )}
    </span>
  );
}
