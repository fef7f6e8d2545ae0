import { roleWords } from '@jiesuo/contract';
import { Page, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { asked } from '../api.ts';
import { List } from '../parts/List.tsx';
import { useWords } from '../words.ts';

export function Staff() {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const people = useQuery(asked('staff.list', {}));
  return (
    <Page title={staff.title} site={words.console}>
      <List
        label={staff.title}
        asked={people}
        rowKey={(person) => person.id}
        columns={[
          { title: staff.name, show: (person) => person.name },
          { title: staff.displayName, show: (person) => person.displayName },
          {
            title: staff.roles,
            show: (person) => person.roles.map((role) => roleWords[role][language]).join(words.said.comma),
          },
          {
            title: staff.state,
            show: (person) => (
              <StatusTag tone={person.isDisabled ? 'neutral' : 'good'}>
                {person.isDisabled ? staff.disabled : staff.active}
              </StatusTag>
            ),
          },
          {
            title: staff.lastLogIn,
            show: (person) => (person.lastLogInAt ? showTime(person.lastLogInAt, language) : staff.never),
          },
        ]}
      />
    </Page>
  );
}
