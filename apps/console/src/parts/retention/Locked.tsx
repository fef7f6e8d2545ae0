import { retentionRules } from '@jiesuo/contract';
import { Notice, saveFile, showTime, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { Refusal } from '../Refusal.tsx';
import type { Inspected } from '../review/verdicts.ts';
import { useMe } from '../session/me.ts';

/** Whether there is nothing of form and materials to be shown to this person now. */
export const isShut = ({ restriction, deletion }: Inspected): boolean =>
  deletion !== null || (restriction !== null && restriction.openedUntil === null);

/** Why an ended order shows no data, until when it does, and the way to open it. */
export function Locked({ order }: { order: Inspected }) {
  const { retention } = useWords();
  const language = useLanguage();
  const { may } = useMe();
  const { restriction, deletion, number } = order;
  if (deletion) return <Deleted order={order} />;
  if (!restriction) return null;
  if (restriction.openedUntil)
    return <Notice tone="warn">{retention.opened(showTime(restriction.openedUntil, language))}</Notice>;
  const from = showTime(restriction.from, language);
  return (
    <Notice
      title={retention.lockedTitle}
      actions={
        may('retention.open') && (
          <ReasonedAct
            name="retention.open"
            field="reason"
            input={(reason) => ({ number, reason })}
            refreshes={['reviews.inspect', 'risk.show']}
            label={retention.open}
            lead={retention.openLead}
          />
        )
      }
    >
      {may('retention.open') ? retention.locked(from) : retention.lockedBrief(from)}{' '}
      {retention.openedTimes(restriction.openings)}
    </Notice>
  );
}

function Deleted({ order }: { order: Inspected }) {
  const { retention } = useWords();
  const language = useLanguage();
  const { may } = useMe();
  const statement = useAct('orders.evidenceCopy');
  const { deletion, number } = order;
  if (!deletion) return null;
  const { name, law } = retentionRules[deletion.rule];
  return (
    <Notice
      title={retention.deletedTitle}
      actions={
        may('orders.evidenceCopy') && (
          <Button
            loading={statement.isPending}
            onClick={() => statement.send({ number }, (file) => saveFile(file, `${number}.json`))}
          >
            {retention.statement}
          </Button>
        )
      }
    >
      {retention.deletedBy(showTime(deletion.at, language), name[language], law[language])}
      <Refusal error={statement.error} />
    </Notice>
  );
}
