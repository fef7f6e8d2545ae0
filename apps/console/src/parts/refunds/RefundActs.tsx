import { priceOf } from '../../money.ts';
import { useWords } from '../../words.ts';
import { moneyReads } from '../payments/refreshes.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
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
        <ReasonedAct
          name="refunds.retry"
          field="note"
          input={(note) => ({ refund, note })}
          refreshes={moneyReads}
          label={refunds.retry}
          title={refunds.retryTitle(refund)}
          lead={refunds.retryText}
          fieldLabel={refunds.note}
          done={refunds.retriedNow}
          button={{ size: 'small' }}
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
      <ReasonedAct
        name="refunds.approve"
        field="note"
        input={(note) => ({ refund, note: note.trim() || undefined })}
        refreshes={moneyReads}
        label={refunds.approve}
        title={refunds.approveTitle(refund)}
        lead={refunds.approveText(priceOf(line.amountFen), line.customerName)}
        fieldLabel={refunds.note}
        done={refunds.approvedNow}
        isOptional
        button={{ size: 'small', type: 'primary' }}
      />
      <ReasonedAct
        name="refunds.reject"
        field="note"
        input={(note) => ({ refund, note })}
        refreshes={moneyReads}
        label={refunds.reject}
        title={refunds.rejectTitle(refund)}
        lead={refunds.rejectText}
        fieldLabel={refunds.note}
        done={refunds.rejectedNow}
        isDangerous
        button={{ size: 'small' }}
      />
    </div>
  );
}
