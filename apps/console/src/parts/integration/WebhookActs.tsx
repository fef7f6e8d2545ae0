import { ConfirmButton, useLanguage, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { sayError } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import { Deliveries } from './Deliveries.tsx';
import { Overlap } from './Overlap.tsx';
import type { ShownSecret } from './SecretDialog.tsx';
import { EditWebhook } from './WebhookForm.tsx';
import type { Webhook } from './Webhooks.tsx';

const refreshes = ['webhooks.list'] as const;

export function WebhookActs({ hook, onRenewed }: { hook: Webhook; onRenewed: (secret: ShownSecret) => void }) {
  const { integration: words } = useWords();
  const { may } = useMe();
  const [isLogOpen, setLogOpen] = useState(false);
  const { id, url } = hook;
  return (
    <span className="jc-integration-acts">
      <Button size="small" aria-label={words.logTitle(url)} onClick={() => setLogOpen(true)}>
        {words.log}
      </Button>
      {isLogOpen && <Deliveries hook={hook} onClose={() => setLogOpen(false)} />}
      {may('webhooks.change') && (
        <>
          <TestButton hook={hook} />
          <EditWebhook hook={hook} />
          <PauseButton hook={hook} />
          <Overlap
            name="webhooks.rotate"
            id={id}
            refreshes={refreshes}
            label={words.renew}
            title={words.renewTitle(url)}
            lead={words.renewLead}
            onDone={({ secret }) => onRenewed({ secret })}
          />
          <RemoveButton hook={hook} />
        </>
      )}
    </span>
  );
}

function TestButton({ hook: { id, url, state } }: { hook: Webhook }) {
  const { integration: words } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const test = useAct('webhooks.test', ['webhooks.list', 'webhooks.deliveries']);
  return (
    <Button
      size="small"
      aria-label={words.testTitle(url)}
      disabled={state !== 'active'}
      loading={test.isPending}
      onClick={() =>
        test.send(
          { id },
          () => toast(words.tested),
          (error) => toast(sayError(error, language)),
        )
      }
    >
      {words.test}
    </Button>
  );
}

function PauseButton({ hook: { id, url, state } }: { hook: Webhook }) {
  const { integration: words } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const change = useAct('webhooks.change', refreshes);
  const isActive = state === 'active';
  return (
    <Button
      size="small"
      aria-label={isActive ? words.pauseTitle(url) : words.resumeTitle(url)}
      title={isActive ? words.pauseHint : undefined}
      loading={change.isPending}
      onClick={() =>
        change.send(
          { id, state: isActive ? 'paused' : 'active' },
          () => toast(words.done),
          (error) => toast(sayError(error, language)),
        )
      }
    >
      {isActive ? words.pause : words.resume}
    </Button>
  );
}

function RemoveButton({ hook: { id, url } }: { hook: Webhook }) {
  const { integration: words } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const remove = useAct('webhooks.remove', refreshes);
  return (
    <ConfirmButton
      question={words.removeTitle(url)}
      consequence={words.removeLead}
      size="small"
      danger
      aria-label={words.removeTitle(url)}
      onConfirm={() =>
        remove.mutateAsync({ id }).then(
          () => toast(words.done),
          (error) => toast(sayError(error, language)),
        )
      }
    >
      {words.remove}
    </ConfirmButton>
  );
}
