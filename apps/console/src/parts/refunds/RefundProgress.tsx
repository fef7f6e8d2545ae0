import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';

export type Refund = Answer<'refunds.list'>['items'][number];

/** Who asked, who decided, and what comes next. */
export function RefundProgress({ refund }: { refund: Refund }) {
  const { refunds } = useWords();
  const { askedBy, decidedBy, decisionNote, note, state } = refund;
  const decided = decidedBy && (state === 'rejected' ? refunds.rejectedBy(decidedBy) : refunds.approvedBy(decidedBy));
  const next = state === 'approved' && refund.channel === 'bank_transfer' ? refunds.next.byHand : refunds.next[state];
  return (
    <ul className="jc-plain jc-progress">
      <li>
        {askedBy ? (note ? refunds.asked(askedBy, note) : refunds.askedPlain(askedBy)) : refunds.byRule}
        {refund.instead && ` · ${refunds.instead(refund.instead)}`}
      </li>
      {decided && <li>{decisionNote ? refunds.withNote(decided, decisionNote) : decided}</li>}
      {next && <li className="jz-soft">{next}</li>}
    </ul>
  );
}
