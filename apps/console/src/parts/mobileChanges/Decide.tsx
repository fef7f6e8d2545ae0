import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';

const refreshes = ['mobileChanges.inspect', 'mobileChanges.list'] as const;

/** The first of two people, or the second; each act with its reason. */
export function Decide({ change }: { change: Answer<'mobileChanges.inspect'> }) {
  const { mobileChanges: words } = useWords();
  const { id } = change;
  if (!change.mayDecide && !change.mayConfirm) return null;
  const name = change.mayDecide ? ('mobileChanges.decide' as const) : ('mobileChanges.confirm' as const);
  return (
    <span className="jz-actions">
      <ReasonedAct
        name={name}
        input={(reason) => ({ id, decision: 'refuse', reason })}
        field="reason"
        refreshes={refreshes}
        label={words.refuse}
        lead={words.refuseLead}
        done={words.refused}
        isDangerous
        button={{ danger: true }}
      />
      <ReasonedAct
        name={name}
        input={(reason) => ({ id, decision: 'agree', reason })}
        field="reason"
        refreshes={refreshes}
        label={change.mayDecide ? words.agree : words.confirm}
        lead={change.mayDecide ? words.agreeLead : words.confirmLead}
        done={change.mayDecide ? words.agreed : words.confirmed}
        button={{ type: 'primary' }}
      />
    </span>
  );
}
