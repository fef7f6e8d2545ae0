import type { Invitation } from '@jiesuo/contract/console';
import { useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { useMe } from '../session/me.ts';
import { GrantRoles } from './GrantRoles.tsx';
import type { Person } from './person.ts';
import { SetMobile } from './SetMobile.tsx';

/** What may be done to a person, by somebody else. */
export function PersonActs({ person, onInvited }: { person: Person; onInvited: (invitation: Invitation) => void }) {
  const { staff } = useWords();
  const me = useMe();
  const toast = useToast();
  const [isGranting, setGranting] = useState(false);
  const [isCalling, setCalling] = useState(false);
  if (person.id === me.id) return null;
  const { displayName } = person;
  const isOpen = !person.isDisabled && person.proposal === null;
  return (
    <span className="jz-actions">
      {isOpen && me.may('staff.grantRoles') && (
        <Button size="small" aria-label={staff.grantTitle(displayName)} onClick={() => setGranting(true)}>
          {staff.grant}
        </Button>
      )}
      {isGranting && <GrantRoles person={person} onClose={() => setGranting(false)} />}
      {me.may('staff.setMobile') && (
        <Button size="small" aria-label={staff.mobileTitle(displayName)} onClick={() => setCalling(true)}>
          {staff.mobile}
        </Button>
      )}
      {isCalling && <SetMobile person={person} onClose={() => setCalling(false)} />}
      {isOpen && me.may('staff.resetFactors') && (
        <ReasonedAct
          name="staff.resetFactors"
          input={(reason) => ({ id: person.id, reason })}
          field="reason"
          refreshes={['staff.list']}
          label={staff.reset}
          title={staff.resetTitle(displayName)}
          lead={staff.resetLead}
          onDone={({ invitation }) => (invitation ? onInvited(invitation) : toast(staff.waits))}
          isDangerous
          button={{ size: 'small' }}
        />
      )}
      {me.may('staff.setDisabled') && (
        <ReasonedAct
          name="staff.setDisabled"
          input={(reason) => ({ id: person.id, isDisabled: !person.isDisabled, reason })}
          field="reason"
          refreshes={['staff.list']}
          label={person.isDisabled ? staff.enable : staff.disable}
          title={person.isDisabled ? staff.enableTitle(displayName) : staff.disableTitle(displayName)}
          lead={person.isDisabled ? staff.enableLead : staff.disableLead}
          done={staff.done}
          isDangerous={!person.isDisabled}
          button={{ size: 'small' }}
        />
      )}
    </span>
  );
}
