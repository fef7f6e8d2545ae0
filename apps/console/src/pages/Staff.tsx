import type { Invitation } from '@jiesuo/contract/console';
import { Page, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asked } from '../api.ts';
import { List } from '../parts/List.tsx';
import { useMe } from '../parts/session/me.ts';
import { staffColumns } from '../parts/staff/columns.tsx';
import { Hire } from '../parts/staff/Hire.tsx';
import { InvitationDialog } from '../parts/staff/InvitationDialog.tsx';
import { PersonActs } from '../parts/staff/PersonActs.tsx';
import { PolicyForm } from '../parts/staff/PolicyForm.tsx';
import { Proposals } from '../parts/staff/Proposals.tsx';
import { useWords } from '../words.ts';

export function Staff() {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const me = useMe();
  const people = useQuery(asked('staff.list', {}));
  const policy = useQuery(asked('staff.policy', {}));
  const [invitation, setInvitation] = useState<Invitation>();
  const mayAct = me.may('staff.setDisabled');
  const acts = {
    title: words.said.act,
    show: (person: Parameters<typeof PersonActs>[0]['person']) => (
      <PersonActs person={person} onInvited={setInvitation} />
    ),
  };
  return (
    <Page title={staff.title} site={words.console}>
      {me.may('staff.hire') && (
        <div className="jz-actions">
          <Hire onInvited={setInvitation} />
        </div>
      )}
      {people.data && <Proposals people={people.data.items} onInvited={setInvitation} />}
      <List
        label={staff.title}
        asked={people}
        rowKey={(person) => person.id}
        columns={[...staffColumns(words, language), ...(mayAct ? [acts] : [])]}
      />
      {policy.data && <PolicyForm policy={policy.data} />}
      {invitation && <InvitationDialog invitation={invitation} onClose={() => setInvitation(undefined)} />}
    </Page>
  );
}
