import { Notice, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { useWords } from '../../words.ts';

/** From this share of the budget on, staff are told (the server's metric says the same). */
const alarmShare = 0.8;

/** What a person must know before reading the log: a provider that refuses us or rests, and a budget that runs out. */
export function ProviderState() {
  const { sms } = useWords();
  const language = useLanguage();
  const { data } = useQuery({ ...asked('sms.status', {}), refetchInterval: 30_000 });
  if (!data) return null;
  const { providers, today, budget } = data;
  const share = today / budget;
  return (
    <div className="jc-stack">
      {providers
        .filter((one) => !one.isOpen)
        .map(({ name, isAlarm, code, since, until }) => (
          <Notice
            key={name}
            tone={isAlarm ? 'bad' : 'warn'}
            isLive
            title={(isAlarm ? sms.refusesUs : sms.rests)(sms.providers[name])}
          >
            {sms.restDetail(code ?? '', since ? showTime(since, language) : '', until ? showTime(until, language) : '')}
          </Notice>
        ))}
      {share >= alarmShare && (
        <Notice tone={share >= 1 ? 'bad' : 'warn'} isLive title={share >= 1 ? sms.budgetUsed : sms.budgetNear}>
          {sms.budgetDetail(today, budget)}
        </Notice>
      )}
      <p className="jz-soft">{sms.today(today, budget)}</p>
    </div>
  );
}
