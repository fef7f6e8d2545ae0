import { StatusTag, showDate, showTime, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';
import type { Column } from '../List.tsx';

export type UkeyLine = Answer<'ukeys.list'>['items'][number];
const tones = { active: 'good', lost: 'bad', revoked: 'bad' } as const;

export function UkeyTag({ status }: { status: UkeyLine['status'] }) {
  const { ukeys } = useWords();
  return <StatusTag tone={tones[status]}>{ukeys.statuses[status]}</StatusTag>;
}

export function SecretFlags({ flags }: { flags: UkeyLine['secretFlags'] }) {
  const words = useWords();
  if (flags.length === 0) return words.said.none;
  return (
    <span className="jc-flags">
      {flags.map((flag) => (
        <StatusTag key={flag} tone="warn">
          {words.ukeys.flag[flag]}
        </StatusTag>
      ))}
    </span>
  );
}

export function useUkeyColumns(onOpen: (serial: string) => void): Column<UkeyLine>[] {
  const { ukeys } = useWords();
  const language = useLanguage();
  const tries = (left: number | null) => left ?? ukeys.notTold;
  return [
    {
      title: ukeys.serial,
      show: (line) => (
        <Button type="link" className="jc-link" onClick={() => onOpen(line.serial)}>
          {line.serial}
        </Button>
      ),
    },
    { title: ukeys.subscriber, show: (line) => line.subscriber },
    { title: ukeys.status, show: (line) => <UkeyTag status={line.status} /> },
    { title: ukeys.model, show: (line) => line.model },
    { title: ukeys.notAfter, show: (line) => showDate(line.notAfter, language) },
    { title: ukeys.secret, show: (line) => line.secretVersion ?? ukeys.secretNone },
    { title: ukeys.flags, show: (line) => <SecretFlags flags={line.secretFlags} /> },
    { title: ukeys.adminTries, show: (line) => tries(line.adminTriesLeft) },
    { title: ukeys.seen, show: (line) => line.seenAt && showTime(line.seenAt, language) },
  ];
}
