import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { useMe } from '../session/me.ts';
import type { ApiKey } from './ApiKeys.tsx';
import { Overlap } from './Overlap.tsx';
import type { ShownSecret } from './SecretDialog.tsx';

const refreshes = ['apiKeys.list'] as const;

/** What may be done to one key, by this person, as it stands. */
export function KeyActs({ apiKey, onRotated }: { apiKey: ApiKey; onRotated: (secret: ShownSecret) => void }) {
  const { integration: words } = useWords();
  const { may } = useMe();
  const { id, name, state, maySettle } = apiKey;
  if (state !== 'active' && state !== 'waiting') return null;
  return (
    <span className="jc-integration-acts">
      {maySettle && (
        <>
          <ReasonedAct
            name="apiKeys.settle"
            input={(reason) => ({ id, decision: 'approve', reason })}
            field="reason"
            refreshes={refreshes}
            label={words.approve}
            title={words.approveTitle(name)}
            lead={words.approveLead}
            done={words.done}
            button={{ size: 'small', type: 'primary' }}
          />
          <ReasonedAct
            name="apiKeys.settle"
            input={(reason) => ({ id, decision: 'return', reason })}
            field="reason"
            refreshes={refreshes}
            label={words.giveBack}
            title={words.giveBackTitle(name)}
            lead={words.giveBackLead}
            done={words.done}
            button={{ size: 'small' }}
          />
        </>
      )}
      {state === 'active' && may('apiKeys.rotate') && (
        <Overlap
          name="apiKeys.rotate"
          id={id}
          refreshes={refreshes}
          label={words.rotate}
          title={words.rotateTitle(name)}
          lead={words.rotateLead}
          onDone={({ secret }) => onRotated({ secret })}
        />
      )}
      {may('apiKeys.revoke') && (
        <ReasonedAct
          name="apiKeys.revoke"
          input={(reason) => ({ id, reason })}
          field="reason"
          refreshes={refreshes}
          label={words.revoke}
          title={words.revokeTitle(name)}
          lead={words.revokeLead}
          done={words.done}
          isDangerous
          button={{ size: 'small', danger: true }}
        />
      )}
    </span>
  );
}
