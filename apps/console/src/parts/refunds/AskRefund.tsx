import type { Answer } from '../../api.ts';
import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { NotedAct } from '../NotedAct.tsx';
import { moneyReads } from '../payments/refreshes.ts';

/** 申请退款 of one payment; a second person decides. */
export function AskRefund({ line }: { line: Answer<'payments.list'>['items'][number] }) {
  const { refunds } = useWords();
  const { attempt } = line;
  return (
    <NotedAct
      name="refunds.ask"
      input={(note) => ({ attempt, note })}
      refreshes={moneyReads}
      label={refunds.ask}
      title={refunds.askTitle(attempt)}
      lead={refunds.askText(priceOf(line.amountFen))}
      noteLabel={refunds.note}
      done={refunds.askedNow}
    />
  );
}
