import { ConfirmButton, deviceName, Section, StatusTag, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure, Loaded } from '../Failure.tsx';

/** 登录设备. */
export function Sessions() {
  const words = useWords();
  const language = useLanguage();
  const toast = useToast();
  const query = useRead('accounts.sessions', {});
  const end = useAct('accounts.endSession', ['accounts.sessions']);
  const endOthers = useAct('accounts.endOtherSessions', ['accounts.sessions']);
  const outOthers = () =>
    endOthers
      .mutateAsync({})
      .then(() => toast(words.succeeded))
      .catch(() => undefined);
  return (
    <Section>
      <p className="jz-soft">{words.account.sessionsLead}</p>
      <Failure error={end.error ?? endOthers.error} />
      <Loaded query={query}>
        {({ items }) => (
          <>
            <ul className="rows">
              {items.map((session) => (
                <li key={session.id}>
                  <div className="row-main">
                    <span>
                      {deviceName(session.device)}{' '}
                      {session.isThis && <StatusTag tone="good">{words.account.thisDevice}</StatusTag>}
                    </span>
                    <span className="jz-soft">
                      {words.account.firstSeen} {showTime(session.createdAt, language)} · {words.account.lastSeen}{' '}
                      {showTime(session.seenAt, language)}
                      {session.address && ` · ${words.account.from} ${session.address}`}
                    </span>
                  </div>
                  {!session.isThis && (
                    <Button
                      aria-label={`${words.account.endSession} ${deviceName(session.device)}`}
                      loading={end.isPending && end.variables.id === session.id}
                      onClick={() => end.mutate({ id: session.id }, { onSuccess: () => toast(words.succeeded) })}
                    >
                      {words.account.endSession}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {items.length > 1 && (
              <div className="jz-actions">
                <ConfirmButton danger question={words.account.endOthersQuestion} onConfirm={outOthers}>
                  {words.account.endOthers}
                </ConfirmButton>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
