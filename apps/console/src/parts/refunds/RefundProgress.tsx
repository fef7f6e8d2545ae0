import { showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';
import { RefundTag } from '../payments/tags.tsx';
import { useMe } from '../session/me.ts';

export type Refund = Answer<'refunds.list'>['items'][number];

/** Whether a gateway will have its say on one of them soon: then a page looks again by itself. */
export const isAnyMoving = (refunds: readonly Refund[]): boolean =>
  refunds.some(({ state, channel }) => state === 'processing' || (state === 'approved' && channel !== 'bank_transfer'));

/** The state, who asked, who decided, and what comes next; who asked for it reads why he cannot approve it. */
export function RefundProgress({ refund }: { refund: Refund }) {
  const { refunds } = useWords();
  const language = useLanguage();
  const { askedBy, decidedBy, decidedAt, decisionNote, note, state, instead } = refund;
  const decided = decidedBy && (state === 'rejected' ? refunds.rejectedBy(decidedBy) : refunds.approvedBy(decidedBy));
  const next = useNext(refund);
  return (
    <ul className="jc-plain jc-progress">
      <li>
        <RefundTag state={state} />
      </li>
      <li>
        {askedBy ? (note ? refunds.asked(askedBy, note) : refunds.askedPlain(askedBy)) : refunds.byRule}
        {instead && ` · ${refunds.instead(instead)}`}
      </li>
      {decided && (
        <li>
          {decisionNote ? refunds.withNote(decided, decisionNote) : decided}
          {decidedAt && ` · ${showTime(decidedAt, language)}`}
        </li>
      )}
      {next && <li className="jz-soft">{next}</li>}
    </ul>
  );
}

function useNext({ state, channel, isMine }: Refund): string {
  const { refunds } = useWords();
  const { may } = useMe();
  if (state === 'waiting' && isMine && may('refunds.approve')) return refunds.mine;
  return state === 'approved' && channel === 'bank_transfer' ? refunds.next.byHand : refunds.next[state];
}
