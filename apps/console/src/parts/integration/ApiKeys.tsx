import { roleWords, scopeWords } from '@jiesuo/contract';
import { Section, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, asked } from '../../api.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';
import { useMe } from '../session/me.ts';
import { KeyActs } from './KeyActs.tsx';
import { NewKey } from './NewKey.tsx';
import { SecretDialog, type ShownSecret } from './SecretDialog.tsx';

export type ApiKey = Answer<'apiKeys.list'>['items'][number];
const tones = { waiting: 'warn', active: 'good', returned: 'neutral', revoked: 'neutral', expired: 'neutral' } as const;

export function ApiKeys() {
  const words = useWords();
  const { integration } = words;
  const language = useLanguage();
  const { may } = useMe();
  const keys = useQuery(asked('apiKeys.list', {}));
  const [secret, setSecret] = useState<ShownSecret>();
  const time = (at: string) => showTime(at, language);
  return (
    <Section title={integration.keys}>
      <p className="jc-lead">{integration.keysLead}</p>
      {may('apiKeys.create') && (
        <div className="jz-actions">
          <NewKey onMade={setSecret} />
        </div>
      )}
      <List
        label={integration.keys}
        asked={keys}
        rowKey={(key) => key.id}
        empty={integration.noKeys}
        columns={[
          {
            title: integration.name,
            show: (key) => (
              <ul className="jc-points">
                <li>{key.name}</li>
                {key.secrets.map(({ hint, endsAt }) => (
                  <li key={hint} className="jz-soft">
                    <code>{hint}…</code> {endsAt && integration.secretEnds(time(endsAt))}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            title: integration.state,
            show: (key) => (
              <>
                <StatusTag tone={tones[key.state]}>{integration.keyStates[key.state]}</StatusTag>
                {key.waitsFor && (
                  <div className="jz-soft">{integration.waitsFor(roleWords[key.waitsFor][language])}</div>
                )}
              </>
            ),
          },
          {
            title: integration.scopes,
            show: (key) => (
              <ul className="jc-points">
                {key.scopes.map((scope) => (
                  <li key={scope}>{scopeWords[scope][language]}</li>
                ))}
              </ul>
            ),
          },
          {
            title: integration.allowList,
            show: (key) => key.allowList.join(words.said.comma) || integration.anywhere,
          },
          {
            title: integration.expires,
            show: (key) => (
              <ul className="jc-points">
                <li>{time(key.expiresAt)}</li>
                <li className="jz-soft">{integration.askedBy(key.askedBy)}</li>
              </ul>
            ),
          },
          {
            title: integration.used,
            show: (key) => (
              <ul className="jc-points">
                <li>{key.usedAt ? time(key.usedAt) : integration.never}</li>
                {key.usedFrom && <li className="jz-soft">{key.usedFrom}</li>}
              </ul>
            ),
          },
          { title: words.said.act, show: (key) => <KeyActs apiKey={key} onRotated={setSecret} /> },
        ]}
      />
      {secret && <SecretDialog {...secret} onClose={() => setSecret(undefined)} />}
    </Section>
  );
}
