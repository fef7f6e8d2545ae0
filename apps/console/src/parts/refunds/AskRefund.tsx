import type { Answer } from '../../api.ts';
import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { moneyReads } from '../payments/refreshes.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';

/** 申请退款 of one payment; a second person decides. */
export function AskRefund({ line }: { line: Answer<'payments.list'>['items'][number] }) {
  const { refunds } = useWords();
  const { attempt } = line;
  return (
    <ReasonedAct
      name="refunds.ask"
      field="note"
      input={(note) => ({ attempt, note })}
      refreshes={moneyReads}
      label={refunds.ask}
      title={refunds.askTitle(attempt)}
      lead={refunds.askText(priceOf(line.amountFen))}
      fieldLabel={refunds.note}
      done={refunds.askedNow}
      button={{ size: 'small' }}
    />
  );
}
