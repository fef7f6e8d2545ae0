import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { NotedAct } from '../NotedAct.tsx';
import { moneyReads } from '../payments/refreshes.ts';
import { useMe } from '../session/me.ts';
import { ConfirmRefund } from './ConfirmRefund.tsx';
import type { Refund } from './RefundProgress.tsx';

/** What this person may do with the refund now. */
export function RefundActs({ refund: line }: { refund: Refund }) {
  const { refunds } = useWords();
  const { may } = useMe();
  const { refund, state, isMine } = line;
  if (state === 'waiting') return may('refunds.approve') && !isMine && <Decide line={line} />;
  const isHandy = state === 'abnormal' || (state === 'approved' && line.channel === 'bank_transfer');
  const isFailed = state === 'abnormal' || state === 'closed';
  return (
    <div className="jz-actions">
      {isFailed && may('refunds.retry') && (
        <NotedAct
          name="refunds.retry"
          input={(note) => ({ refund, note })}
          refreshes={moneyReads}
          label={refunds.retry}
          title={refunds.retryTitle(refund)}
          lead={refunds.retryText}
          noteLabel={refunds.note}
          done={refunds.retriedNow}
        />
      )}
      {isHandy && may('refunds.confirm') && <ConfirmRefund refund={line} />}
    </div>
  );
}

function Decide({ line }: { line: Refund }) {
  const { refunds } = useWords();
  const { refund } = line;
  return (
    <div className="jz-actions">
      <NotedAct
        name="refunds.approve"
        input={(note) => ({ refund, note: note.trim() || undefined })}
        refreshes={moneyReads}
        label={refunds.approve}
        title={refunds.approveTitle(refund)}
        lead={refunds.approveText(priceOf(line.amountFen), line.customerName)}
        noteLabel={refunds.note}
        done={refunds.approvedNow}
        isNoteOptional
        isPrimary
      />
      <NotedAct
        name="refunds.reject"
        input={(note) => ({ refund, note })}
        refreshes={moneyReads}
        label={refunds.reject}
        title={refunds.rejectTitle(refund)}
        lead={refunds.rejectText}
        noteLabel={refunds.note}
        done={refunds.rejectedNow}
        isDangerous
      />
    </div>
  );
}
