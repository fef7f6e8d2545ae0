import { webhookEventWords } from '@jiesuo/contract';
import { Notice, Section, StatusTag, showTime, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, asked } from '../../api.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';
import { useMe } from '../session/me.ts';
import { SecretDialog, type ShownSecret } from './SecretDialog.tsx';
import { WebhookActs } from './WebhookActs.tsx';
import { NewWebhook } from './WebhookForm.tsx';

export type Webhook = Answer<'webhooks.list'>['items'][number];
const tones = { active: 'good', paused: 'neutral', disabled: 'bad' } as const;

export function Webhooks() {
  const words = useWords();
  const { integration } = words;
  const language = useLanguage();
  const { may } = useMe();
  const hooks = useQuery(asked('webhooks.list', {}));
  const [secret, setSecret] = useState<ShownSecret>();
  const time = (at: string) => showTime(at, language);
  const disabled = (hooks.data?.items ?? []).filter(({ state }) => state === 'disabled').length;
  return (
    <Section title={integration.webhooks}>
      <p className="jc-lead">{integration.webhooksLead}</p>
      {disabled > 0 && (
        <Notice tone="bad" title={integration.disabledTitle(disabled)}>
          {integration.disabledHint}
        </Notice>
      )}
      {may('webhooks.add') && (
        <div className="jz-actions">
          <NewWebhook onMade={setSecret} />
        </div>
      )}
      <List
        label={integration.webhooks}
        asked={hooks}
        rowKey={(hook) => hook.id}
        empty={integration.noWebhooks}
        columns={[
          {
            title: integration.url,
            show: (hook) => (
              <>
                <span className="jc-address">{hook.url}</span>
                <div className="jz-soft">
                  {[hook.note, integration.askedBy(hook.createdBy)].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          {
            title: integration.state,
            show: (hook) => (
              <>
                <StatusTag tone={tones[hook.state]}>{integration.webhookStates[hook.state]}</StatusTag>
                {hook.deliveredAt && <div className="jz-soft">{integration.lastDelivered(time(hook.deliveredAt))}</div>}
                {hook.failingSince && <div className="jz-soft">{integration.failing(time(hook.failingSince))}</div>}
                {hook.waiting > 0 && <div className="jz-soft">{integration.waitingCount(hook.waiting)}</div>}
              </>
            ),
          },
          {
            title: integration.events,
            show: (hook) => (
              <span className="jc-address">
                {hook.events.map((event) => webhookEventWords[event][language]).join(words.said.comma)}
              </span>
            ),
          },
          { title: words.said.act, show: (hook) => <WebhookActs hook={hook} onRenewed={setSecret} /> },
        ]}
      />
      {secret && <SecretDialog {...secret} onClose={() => setSecret(undefined)} />}
    </Section>
  );
}
