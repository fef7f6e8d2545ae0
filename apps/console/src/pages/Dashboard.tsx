import { type FigureGroup, figureRoles } from '@jiesuo/contract/figures';
import { Notice, Page } from '@jiesuo/ui';
import { useState } from 'react';
import { Messages } from '../parts/dashboard/Messages.tsx';
import { Money } from '../parts/dashboard/Money.tsx';
import { Orders } from '../parts/dashboard/Orders.tsx';
import { type Asked, PeriodBar } from '../parts/dashboard/PeriodBar.tsx';
import { Resets } from '../parts/dashboard/Resets.tsx';
import { Reviewers } from '../parts/dashboard/Reviewers.tsx';
import { Reviews } from '../parts/dashboard/Reviews.tsx';
import { useFigures } from '../parts/dashboard/useFigures.ts';
import { useDashboardWords } from '../parts/dashboard/words.ts';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';
import '../style/dashboard.css';

/** 工作概览: the figures of a period that a person's duties let him see. */
export function Dashboard() {
  const words = useWords();
  const dashboard = useDashboardWords();
  const { may } = useMe();
  const [asked, setAsked] = useState<Asked>({ period: 'days7' });
  const seen = (Object.keys(figureRoles) as FigureGroup[]).find((group) => may(`figures.${group}`));
  return (
    <Page title={dashboard.title} site={words.console}>
      <PeriodBar asked={asked} onAsk={setAsked} />
      {seen && <Days group={seen} asked={asked} />}
      <Orders asked={asked} />
      <Reviews asked={asked} />
      <Reviewers asked={asked} />
      <Resets asked={asked} />
      <Money asked={asked} />
      <Messages asked={asked} />
    </Page>
  );
}

/** Which days are shown, and what they are compared with. The same of every group. */
function Days({ group, asked }: { group: FigureGroup; asked: Asked }) {
  const dashboard = useDashboardWords();
  const { data } = useFigures(group, asked);
  if (!data) return null;
  const { period, missingDays } = data;
  const { of } = dashboard;
  return (
    <>
      <p className="jz-lead" aria-live="polite">
        {dashboard.lead(of(period.from, period.to), of(period.before.from, period.before.to), period.isRunning)}
      </p>
      {missingDays > 0 && <Notice>{dashboard.missing(missingDays)}</Notice>}
    </>
  );
}
