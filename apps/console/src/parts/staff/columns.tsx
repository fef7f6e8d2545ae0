import { roleWords } from '@jiesuo/contract';
import { type Language, StatusTag, showTime } from '@jiesuo/ui';
import type { Words } from '../../words/zh.ts';
import type { Column } from '../List.tsx';
import type { Person } from './person.ts';

export function staffColumns(words: Words, language: Language): Column<Person>[] {
  const { staff } = words;
  const factors = ({ hasTotp, passkeys }: Person) =>
    [hasTotp && staff.totp, passkeys > 0 && staff.passkeys(passkeys)].filter(Boolean).join(words.said.comma);
  return [
    { title: staff.name, show: (person) => person.name },
    { title: staff.displayName, show: (person) => person.displayName },
    { title: staff.mobile, show: (person) => person.mobile ?? staff.noMobile },
    {
      title: staff.roles,
      show: (person) => (
        <span className="jc-flags">
          {person.roles.map((role) => roleWords[role][language]).join(words.said.comma) || staff.noRoles}
          {person.hasConflict && <StatusTag tone="bad">{staff.conflict}</StatusTag>}
        </span>
      ),
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
      title: staff.factors,
      show: (person) =>
        person.invitedUntil
          ? staff.invited(showTime(person.invitedUntil, language))
          : factors(person) || staff.notEnrolled,
    },
    {
      title: staff.lastLogIn,
      show: (person) => (person.lastLogInAt ? showTime(person.lastLogInAt, language) : staff.never),
    },
  ];
}
