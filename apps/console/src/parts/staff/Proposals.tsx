import { roleWords } from '@jiesuo/contract';
import type { Invitation } from '@jiesuo/contract/console';
import { ConfirmButton, Section, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import type { Person } from './person.ts';

/** 等待确认的变更: shown to all who see the staff; settled by another security administrator. */
export function Proposals(props: { people: readonly Person[]; onInvited: (invitation: Invitation) => void }) {
  const { staff } = useWords();
  const waiting = props.people.filter((person) => person.proposal !== null);
  if (waiting.length === 0) return null;
  return (
    <Section title={staff.proposals}>
      <ul className="jc-plain">
        {waiting.map((person) => (
          <Line key={person.id} person={person} onInvited={props.onInvited} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ person, onInvited }: { person: Person; onInvited: (invitation: Invitation) => void }) {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const toast = useToast();
  const me = useMe();
  const settle = useAct('staff.settleProposal', ['staff.list']);
  const { proposal } = person;
  if (!proposal) return null;
  const decide = (decision: 'confirm' | 'refuse') => async () => {
    const { invitation } = await settle.mutateAsync({ id: proposal.id, decision });
    if (invitation) onInvited(invitation);
    else toast(staff.done);
  };
  const roles = proposal.roles.map((role) => roleWords[role][language]).join(words.said.comma) || staff.noRoles;
  const what =
    proposal.kind === 'roles'
      ? staff.proposalRoles(person.displayName, roles)
      : staff.proposalReset(person.displayName);
  const refuse = proposal.isOwn ? staff.takeBack : staff.refuse;
  return (
    <li className="jc-row">
      <span>
        {what}
        <br />
        <span className="jz-soft">
          {staff.proposedBy(proposal.askedBy, showTime(proposal.askedAt, language), proposal.reason)}
        </span>
        <Refusal error={settle.error} />
      </span>
      {me.may('staff.settleProposal') && person.id !== me.id && (
        <span className="jz-actions">
          {!proposal.isOwn && (
            <ConfirmButton type="primary" question={what} confirmLabel={staff.confirm} onConfirm={decide('confirm')}>
              {staff.confirm}
            </ConfirmButton>
          )}
          <ConfirmButton question={what} confirmLabel={refuse} onConfirm={decide('refuse')}>
            {refuse}
          </ConfirmButton>
        </span>
      )}
    </li>
  );
}
