import { Notice, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import type { Answer, Name } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';

const reads = ['risk.show', 'risk.list', 'reviews.inspect', 'reviews.counts'] as const satisfies readonly Name[];

/** Taking an order for the second review, deciding on it, and lifting a stop. */
export function SecondActs({ risk, isStopped }: { risk: Answer<'risk.show'>; isStopped: boolean }) {
  const { risk: words } = useWords();
  const me = useMe();
  const toast = useToast();
  const take = useAct('risk.take', reads);
  const { number, approval, isMine, maySecond } = risk;
  const seen = risk.reasons.map(({ rule }) => rule);
  const decided = (said: string) => (answer: Answer<'risk.decide'>) =>
    answer.approval === 'second' ? toast(words.moreReasons, 'bad') : toast(said);
  const isWaiting = approval === 'second' && me.may('risk.take');
  return (
    <>
      {isWaiting && !maySecond && <Notice>{words.notYou}</Notice>}
      <div className="jz-actions">
        {isWaiting && maySecond && !isMine && (
          <Button
            type="primary"
            loading={take.isPending}
            onClick={() => take.send({ number }, () => toast(words.taken))}
          >
            {words.take}
          </Button>
        )}
        {isWaiting && maySecond && isMine && (
          <>
            <ReasonedAct
              name="risk.decide"
              field="reason"
              input={(reason) => ({ number, decision: 'approve', reason, seen })}
              refreshes={reads}
              label={words.approve}
              lead={words.approveLead}
              onDone={decided(words.approved)}
              button={{ type: 'primary' }}
            />
            <ReasonedAct
              name="risk.decide"
              field="reason"
              input={(reason) => ({ number, decision: 'return', reason, seen })}
              refreshes={reads}
              label={words.sendBack}
              lead={words.sendBackLead}
              onDone={decided(words.sentBack)}
              isDangerous
              button={{ danger: true }}
            />
          </>
        )}
        {isStopped && me.may('risk.liftStop') && (
          <ReasonedAct
            name="risk.liftStop"
            field="reason"
            input={(reason) => ({ number, reason })}
            refreshes={reads}
            label={words.lift}
            lead={words.liftLead}
            done={words.liftDone}
            isDangerous
            button={{ danger: true }}
          />
        )}
      </div>
      <Refusal error={take.error} />
    </>
  );
}
