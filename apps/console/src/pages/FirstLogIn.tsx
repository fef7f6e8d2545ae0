import { useState } from 'react';
import { EnrolForm } from '../parts/session/EnrolForm.tsx';
import { InvitationForm, type Invited } from '../parts/session/InvitationForm.tsx';
import { Outside, useEnter } from '../parts/session/Outside.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

/** Name and one-time code first, then password and one factor: also for who was reset. */
export function FirstLogIn() {
  const { firstLogIn } = useWords();
  const enter = useEnter();
  const [invited, setInvited] = useState<Invited>();
  return (
    <Outside title={firstLogIn.title}>
      {invited ? (
        <EnrolForm invited={invited} onDone={(me) => enter(me, paths.home)} />
      ) : (
        <InvitationForm onDone={setInvited} />
      )}
    </Outside>
  );
}
