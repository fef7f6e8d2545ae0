import { deviceName, Loading, Section, StatusTag, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asked } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

/** 登录设备. */
export function OwnSessions() {
  const { security } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const sessions = useQuery(asked('staff.sessions', {}));
  const end = useAct('staff.endOtherSessions', ['staff.sessions']);
  if (!sessions.data) return sessions.error ? <Refusal error={sessions.error} /> : <Loading />;
  const { items } = sessions.data;
  return (
    <Section title={security.sessions}>
      <Refusal error={end.error} />
      <ul className="jc-plain">
        {items.map((one) => (
          <li key={one.id} className="jc-row">
            <span>
              {deviceName(one.device)} {one.isThis && <StatusTag tone="good">{security.thisDevice}</StatusTag>}
              <br />
              <span className="jz-soft">
                {security.since} {showTime(one.createdAt, language)} · {security.seen} {showTime(one.seenAt, language)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {items.length > 1 && (
        <Button loading={end.isPending} onClick={() => end.send({}, ({ ended }) => toast(security.ended(ended)))}>
          {security.endOthers}
        </Button>
      )}
    </Section>
  );
}
