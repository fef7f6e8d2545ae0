import { webhookEventWords } from '@jiesuo/contract';
import { StatusTag, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type Answer, asked } from '../../api.ts';
import { useAct, usePaging } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';
import { sayError } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import type { Webhook } from './Webhooks.tsx';

type Delivery = Answer<'webhooks.deliveries'>['items'][number];
const tones = { waiting: 'busy', delivered: 'good', given_up: 'bad' } as const;
const eventWords: Readonly<Record<string, { zh: string; en: string }>> = webhookEventWords;

/** What was sent to one receiver, with each try. */
export function Deliveries({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const words = useWords();
  const { integration } = words;
  const language = useLanguage();
  const { may } = useMe();
  const paging = usePaging(hook.id);
  const log = useQuery({
    ...asked('webhooks.deliveries', { id: hook.id, after: paging.after, limit: 10 }),
    placeholderData: keepPreviousData,
  });
  const time = (at: string) => showTime(at, language);
  return (
    <Modal
      open
      title={integration.logTitle(hook.url)}
      width={960}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      <List
        label={integration.log}
        asked={log}
        rowKey={(one) => one.id}
        paging={paging}
        empty={integration.noLog}
        columns={[
          { title: words.order.created, show: (one) => time(one.createdAt) },
          { title: integration.event, show: (one) => eventWords[one.event]?.[language] ?? integration.testEvent },
          { title: integration.subject, show: (one) => eventWords[one.event] && one.subject },
          {
            title: integration.state,
            show: (one) => <StatusTag tone={tones[one.state]}>{integration.deliveryStates[one.state]}</StatusTag>,
          },
          { title: integration.tries, show: (one) => <Tries one={one} /> },
          ...(may('webhooks.resend') && hook.state === 'active'
            ? [{ title: words.said.act, show: (one: Delivery) => <Resend one={one} /> }]
            : []),
        ]}
      />
    </Modal>
  );
}

function Tries({ one }: { one: Delivery }) {
  const { integration } = useWords();
  const language = useLanguage();
  const last = one.tries.slice(-3);
  return (
    <ul className="jc-points">
      {last.length === 0 && <li className="jz-soft">{integration.noTries}</li>}
      {last.map(({ at, status, fault, ms }) => (
        <li key={at}>
          {showTime(at, language)} {fault ? integration.faults[fault] : status} {integration.ms(ms)}
        </li>
      ))}
      {one.nextAt && one.tries.length > 0 && (
        <li className="jz-soft">{integration.nextTry(showTime(one.nextAt, language))}</li>
      )}
    </ul>
  );
}

function Resend({ one }: { one: Delivery }) {
  const { integration } = useWords();
  const language = useLanguage();
  const toast = useToast();
  const resend = useAct('webhooks.resend', ['webhooks.deliveries', 'webhooks.list']);
  if (one.state === 'waiting') return null;
  return (
    <Button
      size="small"
      aria-label={integration.resendTitle(one.subject)}
      loading={resend.isPending}
      onClick={() =>
        resend.send(
          { deliveryId: one.id },
          () => toast(integration.resent),
          (error) => toast(sayError(error, language)),
        )
      }
    >
      {integration.resend}
    </Button>
  );
}
